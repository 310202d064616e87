package dev.dynolift.preflight;

import java.util.function.Consumer;

/** Servers that only replay another one's changes. */
final class Standbys implements Check {

    private static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.target().yes(IN_RECOVERY)) {
            found.accept(Finding.blocking(
                    Side.TARGET, "it is a replica", "Nothing can be written there.", "Use the primary's address."));
        }
        if (!sides.source().yes(IN_RECOVERY)) {
            return;
        }
        if (sides.kind().changesSource()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "it is a follower",
                    "No trigger can be created there, and its snapshots miss transactions that are under way.",
                    "Use the leader's address."));
        } else {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "it is a follower (max_standby_streaming_delay "
                            + sides.source().text("SHOW max_standby_streaming_delay") + ", hot_standby_feedback "
                            + sides.source().text("SHOW hot_standby_feedback") + ")",
                    "It can cancel long queries that stand in the way of its leader's changes, and the copy is as old as"
                            + " what it has replayed.",
                    "If the copy is cancelled, use the leader's address or a fork."));
        }
    }
}
