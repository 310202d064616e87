package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Transactions that have been open for long at the source.
 *
 * @param tolerated so long a transaction is nothing remarkable
 */
record LongTransactions(Duration tolerated) implements Check {

    private record Open(long number, String oldest, long idle) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        Open open = sides.source()
                .one(
                        SqlFile.of(LongTransactions.class, "long_transactions.sql")
                                .with("seconds", Long.toString(tolerated.toSeconds()))
                                .text(),
                        row -> new Open(row.getLong(1), row.getString(2), row.getLong(3)));
        if (open.number() == 0) {
            return;
        }
        String what = Listing.count(open.number(), "transaction")
                + " of others " + (open.number() == 1 ? "has" : "have") + " been open for up to " + open.oldest()
                + (open.idle() == 0 ? "" : " (" + open.idle() + " of them idle)");
        if (sides.kind().changesSource()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    what,
                    "A table that one of them has written to takes no trigger before it ends.",
                    "Let them end, or end them (pg_stat_activity shows them; pg_terminate_backend)."));
        } else {
            found.accept(Finding.info(Side.SOURCE, what, "What they have not committed is not in the copy."));
        }
    }
}
