package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.digest.RowsHasher;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.Difference;
import dev.dynolift.verify.RowComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Takes the rows of one table over whose keys were logged. They are hashed on their way, and what the receiver holds of
 * them afterwards is read again in the same form, which costs it less than the rows' texts and the sender nothing. Within
 * both sessions' transactions.
 *
 * @param since the position's snapshot, as it writes itself
 * @param emptied relations that were truncated since
 * @param indexed whether the receiver has its indexes
 */
record KeyedRows(RoundSessions sessions, CapturedTable captured, String since, List<Long> emptied, boolean indexed) {

    /**
     * How many keys and rows went over, and which of these differ all the same: always a defect.
     *
     * @param known how many of the rows the receiver had, in their old state
     */
    record Outcome(long keys, long rows, long known, List<Difference> differences) {}

    /** @param inPlace changes rows where they are; without it they are all removed and inserted */
    Outcome take(Optional<InPlace> inPlace) {
        Session sender = sessions.sender();
        Session receiver = sessions.receiver();
        Table table = captured.table();
        long keys = sender.copyTo(
                receiver,
                captured.changedKeys(since),
                captured.stagedKeys(),
                CopyFormat.TEXT,
                (bytes, from, length) -> {});
        RowsHasher sent = new RowsHasher();
        long rows;
        long known;
        // The sender looks its rows up while the receiver makes room for them.
        CompletableFuture<Long> room = CompletableFuture.supplyAsync(() -> makeRoom(keys, inPlace));
        try {
            sender.execute((areFew(keys) ? Lookup.ONLY_BY_INDEX : Lookup.AS_PLANNED).settings());
            rows = sender.copyTo(
                    receiver,
                    () -> await(room),
                    "SELECT " + table.copiedValues("fresh.") + " FROM (" + captured.changedKeys(since)
                            + ") AS changed JOIN " + table.only() + " AS fresh ON "
                            + captured.matches("fresh", "changed"),
                    inPlace.map(InPlace::arrived).orElse(table.quoted()) + table.copiedInto(),
                    table.copyFormat(),
                    sent::add);
            known = inPlace.isPresent() ? inPlace.get().apply(receiver, rows, keys - rows, lookup(keys)) : await(room);
        } finally {
            // No session is used by two at once, whatever has failed.
            room.exceptionally(failure -> 0L).join();
        }
        return new Outcome(keys, rows, known, differences(sent));
    }

    private boolean areFew(long keys) {
        return Lookup.areFew(keys, captured.table());
    }

    /** At the receiver. */
    private Lookup lookup(long keys) {
        return areFew(keys) && indexed ? Lookup.RATHER_BY_INDEX : Lookup.AS_PLANNED;
    }

    /** Returns how many rows were removed of those that have come to be changed. */
    private long makeRoom(long keys, Optional<InPlace> inPlace) {
        Session receiver = sessions.receiver();
        Table table = captured.table();
        List<String> statements = new ArrayList<>();
        statements.add(lookup(keys).settings());
        if (lookup(keys) == Lookup.AS_PLANNED) {
            statements.add("ANALYZE " + captured.stagedKeys());
        }
        if (emptied.contains(table.oid())) {
            statements.add("DELETE FROM " + table.only());
        }
        for (Leaf leaf : table.leaves()) {
            if (table.partitioned() && emptied.contains(leaf.oid())) {
                statements.add("DELETE FROM ONLY " + leaf.quoted());
            }
        }
        inPlace.map(InPlace::create).ifPresent(statements::add);
        receiver.execute(String.join("; ", statements));
        return inPlace.isPresent()
                ? 0
                : receiver.update("DELETE FROM " + table.only() + " AS stale USING " + captured.stagedKeys()
                        + " AS changed WHERE " + captured.matches("stale", "changed"));
    }

    private static long await(CompletableFuture<Long> room) {
        try {
            return room.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DynoliftException cause ? cause : e;
        }
    }

    private List<Difference> differences(RowsHasher sent) {
        Table table = captured.table();
        RowsHasher found = new RowsHasher();
        sessions.receiver()
                .copyOut(
                        "SELECT " + table.copiedValues("arrived.") + " FROM " + captured.stagedKeys()
                                + " AS changed JOIN " + table.only() + " AS arrived ON "
                                + captured.matches("arrived", "changed"),
                        table.copyFormat(),
                        found::add);
        // What the servers compute did not travel. And where hashes differ, values may be equal all the same: another
        // encoding, or another major's way to write them.
        boolean alike =
                found.digest().equals(sent.digest()) && table.columns().stream().noneMatch(Column::generated);
        return alike ? List.of() : RowComparison.ofKeys(sessions.sender(), sessions.receiver(), captured, since);
    }
}
