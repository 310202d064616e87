package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.function.Consumer;

/** Server settings that make the work slow, or break it off; what a session can set, ours do. */
final class ServerSettings implements Check {

    private record Target(long maxWalSize, long tempFileLimit, String synchronousStandbys, String logStatement) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        Target target = sides.target()
                .one(
                        SqlFile.of(ServerSettings.class, "target_settings.sql").text(),
                        row -> new Target(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
        long data = sides.source().number(sides.ofSource("size.sql").text());
        if (data > target.maxWalSize()) {
            found.accept(Finding.info(
                    Side.TARGET,
                    "max_wal_size is " + sides.target().text("SHOW max_wal_size"),
                    "Loading writes more than that, so a checkpoint follows another; a larger value (half the data, up to 64"
                            + " GB) for the time of the move makes it faster."));
        }
        long largest = sides.source().number(sides.ofSource("largest_table.sql").text());
        if (target.tempFileLimit() >= 0 && target.tempFileLimit() < largest) {
            found.accept(Finding.warning(
                    Side.TARGET,
                    "temp_file_limit is " + sides.target().text("SHOW temp_file_limit"),
                    "Sorting the largest table for its indexes may need more, and then ends with an error.",
                    "Set it to -1 for the time of the move."));
        }
        if (!target.synchronousStandbys().isEmpty()) {
            found.accept(Finding.info(
                    Side.TARGET,
                    "its commits wait for a replica (synchronous_standby_names)",
                    "Loading is as slow as the replica; it can be added after the move."));
        }
        if (target.logStatement().equals("all")) {
            found.accept(Finding.info(
                    Side.TARGET, "log_statement is all", "Every statement of the move goes into the server's log."));
        }
        atSource(sides, found);
    }

    private static void atSource(Sides sides, Consumer<Finding> found) {
        String threshold =
                sides.source().text("SELECT COALESCE(current_setting('old_snapshot_threshold', true), '-1')");
        if (!sides.kind().changesSource() && !threshold.equals("-1")) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "old_snapshot_threshold is " + threshold,
                    "A copy reads at one snapshot until its end, and one that takes longer fails: snapshot too old.",
                    "Set it to -1 (this takes a restart), or copy a fork."));
        }
    }
}
