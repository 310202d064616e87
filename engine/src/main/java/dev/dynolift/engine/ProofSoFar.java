package dev.dynolift.engine;

import dev.dynolift.catalog.Definitions;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.Snapshot;
import dev.dynolift.event.EventListener;
import dev.dynolift.verify.VerificationPass;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was compared until now, for an engine that has to open new sessions: the comparison of a large database takes
 * hours. It still holds when the rounds go on from the very position that they left, with the same tables. A commit whose
 * answer was lost moved the position, and what that round found is lost with the answer: then all begins anew.
 */
final class ProofSoFar {

    private @Nullable VerificationPass pass;
    private @Nullable Definitions definitions;
    private @Nullable String position;
    private @Nullable Instant takenAt;
    private boolean announced;

    /** The comparison to go on with, or a new one. */
    VerificationPass at(@Nullable String snapshot, Definitions now, List<Table> tables, EventListener events) {
        VerificationPass known = pass;
        if (known == null || !Objects.equals(position, snapshot) || !now.equals(definitions)) {
            known = new VerificationPass(tables, events);
            announced = false;
            takenAt = null;
        }
        pass = known;
        definitions = now;
        position = snapshot;
        return known;
    }

    /** The rounds have come to this position, and what was compared holds there. */
    void holdsAt(Snapshot snapshot) {
        position = snapshot.text();
        takenAt = snapshot.takenAt();
    }

    /** When the position's snapshot was taken, by this machine's clock; null when that is not known. */
    @Nullable
    Instant takenAt() {
        return takenAt;
    }

    /** Whether this is the first time that a complete proof is told. */
    boolean isNews() {
        boolean first = !announced;
        announced = true;
        return first;
    }
}
