package dev.dynolift.engine;

import dev.dynolift.catalog.Definitions;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.copy.ChunkPlan;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether a source that should stand still did so while it was copied and compared. A held snapshot does not care. */
final class Stillness {

    private final StandingSource standing;
    private final Session receiver;
    private final Method method;
    private final boolean verify;
    private final Extent extent;
    private final boolean watched;
    private final boolean again;
    private SourceWatch.Seen compared = SourceWatch.Seen.NOTHING;

    /**
     * Looks where the copy stands; to be made before it goes on.
     *
     * @param phase in which this engine found the copy
     * @param verify whether every row will be compared
     * @param extent how much of the source is copied
     */
    Stillness(StandingSource standing, Session receiver, Method method, Phase phase, boolean verify, Extent extent) {
        this.standing = standing;
        this.receiver = receiver;
        this.method = method;
        this.verify = verify;
        this.extent = extent;
        // While no engine ran, somebody may have written: the fence may have been lowered and raised again.
        this.watched = method == Method.QUIET || method == Method.FENCED && ChunkPlan.isBegun(receiver);
        // An engine before this one had all rows already. What it saw of writes is gone when it watched anew, so that
        // only a comparison of all rows can prove anything, however still the source is now.
        this.again = method == Method.QUIET && phase == Phase.LIVE;
    }

    /**
     * Looks before all rows are compared.
     *
     * @return whether the source may have changed since its rows were sent
     */
    boolean isInDoubt() {
        if (!watched) {
            return false;
        }
        try (Session reader = standing.moment().open("watch")) {
            if (again) {
                // What counts is that nobody writes while all rows are read again, from here on.
                Transactions.run(receiver, () -> SourceWatch.beginAgain(reader, receiver));
                return true;
            }
            compared = SourceWatch.look(reader, receiver);
            return !compared.untouched();
        }
    }

    /**
     * Behind a fence and at a quiet source nothing may have changed.
     *
     * @throws DynoliftException (DIFFERENCES) naming what has
     */
    void require() {
        if (method == Method.SNAPSHOT) {
            return;
        }
        try (Session reader = standing.moment().open("watch")) {
            SortedSet<String> changed = Definitions.read(reader)
                    .without(standing.omissions().names())
                    .differingFrom(standing.catalog().definitions());
            if (!changed.isEmpty()) {
                throw new DynoliftException(
                        ErrorCode.DIFFERENCES,
                        "definitions of the source have changed while it was copied",
                        "these have changed: " + String.join(", ", changed),
                        "Copy again into an empty target when no deploy is at work.");
            }
            if (method == Method.QUIET) {
                requireNoWrites(reader);
            }
        }
    }

    private void requireNoWrites(Session reader) {
        if (!verify && SourceWatch.isAgain(receiver)) {
            throw new DynoliftException(
                    ErrorCode.DIFFERENCES,
                    "the copy has to be compared",
                    "a comparison was begun and did not end well, and nobody knows any more what was written before it",
                    "Run the same command without --no-verify.");
        }
        SortedSet<String> written =
                new TreeSet<>(SourceWatch.look(reader, receiver).changedSince(compared));
        written.removeAll(standing.omissions().names());
        if (!written.isEmpty()) {
            throw new SourceWrittenException(
                    written,
                    "Make sure that nobody writes. Then `dynolift " + extent.verification()
                            + " --repair` brings what was written, and this command again"
                            + (verify ? "" : ", without --no-verify,")
                            + " proves the copy and ends it; tables that were only packed anew (VACUUM FULL, CLUSTER)"
                            + " need no repair. Of a source that must stay at work: copy into an empty target without"
                            + " --quiet.");
        }
    }
}
