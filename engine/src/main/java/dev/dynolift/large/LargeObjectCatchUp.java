package dev.dynolift.large;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.time.Instant;
import java.util.List;

/**
 * Brings the large objects that were written since both sides were alike. No trigger tells of them, so at a handover, while
 * the app waits, all of them are compared, and those that differ are made anew. Costs nothing where there are none.
 */
public final class LargeObjectCatchUp {

    private LargeObjectCatchUp() {}

    /**
     * Makes the receiver's large objects those of the sender.
     *
     * @param from the sender's session, in no transaction; as is {@code to} of the receiver
     * @param copy knows the same two sides, with what both are now
     * @throws DynoliftException with code DIFFERENCES when they still differ afterwards: somebody writes to them
     */
    public static void run(Session from, Session to, LargeObjectCopy copy, EventListener events) {
        if (!LargeObjectCopy.areIn(from) && !LargeObjectCopy.areIn(to)) {
            return;
        }
        List<Long> differing = copy.differing();
        if (differing.isEmpty()) {
            return;
        }
        String owner = LargeObjectCopy.ownerToBecome(to);
        differing.forEach(number -> bring(from, to, number, owner));
        copy.grantAndComment(owner);
        copy.compare();
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.INFO,
                "Large objects that were written meanwhile went over: " + differing.size() + "."));
    }

    private static void bring(Session from, Session to, long number, String owner) {
        // 262144 means to read, 2 the end.
        long size = from.number(
                "SELECT coalesce((SELECT lo_lseek64(lo_open(oid, 262144), 0, 2) FROM pg_largeobject_metadata"
                        + " WHERE oid = ?::oid), -1)",
                number);
        Transactions.run(to, () -> {
            to.query("SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid = ?::oid", row -> 1, number);
            if (size >= 0) {
                if (!owner.isEmpty()) {
                    to.execute("SET LOCAL ROLE " + owner);
                }
                long slices = Math.max(size - 1, 0) / LargeObjectCopy.SLICE + 1;
                LargeObjectCopy.create(from, to, new LargeObjectRange(number, number + 1, 1, size, slices));
            }
        });
    }
}
