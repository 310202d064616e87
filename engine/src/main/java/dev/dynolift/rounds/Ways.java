package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.postgres.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which tables' rows are changed where they are: those that allow it, as long as most of what comes is known there. Rows
 * that are new go into the table at once, which is cheaper for them. Not thread-safe.
 */
final class Ways {

    private final Map<Long, Boolean> mostlyKnown = new HashMap<>();

    /** How a table's rows go in now; empty when they are removed and inserted. Looked up anew, as indexes may come. */
    Optional<InPlace> of(Session receiver, CapturedTable captured) {
        return mostlyKnown.getOrDefault(captured.table().oid(), false)
                ? InPlace.of(receiver, captured)
                : Optional.empty();
    }

    /** Goes by what the latest round has met. */
    void learn(CapturedTable captured, KeyedRows.Outcome moved) {
        if (moved.keys() > 0) {
            mostlyKnown.put(captured.table().oid(), moved.known() * 2 > moved.keys());
        }
    }
}
