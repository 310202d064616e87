package dev.dynolift.rehearse;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of all that happens, what the report shows and nothing else remembers. Thread-safe. */
final class KeptEvents implements EventListener {

    private final List<Event.DifferenceFound> differences = new ArrayList<>();
    private final List<Event.FenceStep> handover = new ArrayList<>();
    private final Map<String, Long> proofs = new LinkedHashMap<>();
    private int chunksReused;

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.DifferenceFound difference) {
            differences.add(difference);
        } else if (event instanceof Event.FenceStep step
                && handover.stream().noneMatch(known -> known.step().equals(step.step()))) {
            // Those of the first handover; the way back does the same steps again.
            handover.add(step);
        } else if (event instanceof Event.Proved proved) {
            proofs.putIfAbsent(proved.direction(), proved.rowsCompared());
        } else if (event instanceof Event.CopyProgress progress) {
            chunksReused = Math.max(chunksReused, progress.chunksReused());
        }
    }

    synchronized List<Event.DifferenceFound> differences() {
        return List.copyOf(differences);
    }

    synchronized List<Event.FenceStep> handover() {
        return List.copyOf(handover);
    }

    /** Rows of the first complete comparison of each direction. */
    synchronized Map<String, Long> proofs() {
        return new LinkedHashMap<>(proofs);
    }

    /** Chunks that an engine found done when it started. */
    synchronized int chunksReused() {
        return chunksReused;
    }
}
