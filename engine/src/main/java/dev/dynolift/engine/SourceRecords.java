package dev.dynolift.engine;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/**
 * What a source knows by itself of a move, for when its target cannot be asked.
 *
 * @param fenced whether it refuses the app's writes
 * @param mayHaveHandedOver whether a database has taken over from it, or may have. An engine records the way back here
 *     before it lets a target take over, so that where this is false none has
 */
public record SourceRecords(boolean fenced, boolean mayHaveHandedOver) {

    /** Reads them. */
    public static SourceRecords read(Session source) {
        return new SourceRecords(Fence.stands(source), mayHaveHandedOver(source));
    }

    /** Whether some database has taken over from the source and has not given back; the engine may not have said so. */
    static boolean mayHaveHandedOver(Session source) {
        if (Fence.isLeftStanding(source)) {
            return true;
        }
        Optional<Phase> back = new ProgressStore(Direction.REVERSE).phase(source);
        return back.map(phase -> phase != Phase.HANDED_OVER).orElseGet(() -> new Control(Direction.FORWARD)
                .status(source)
                .filter(Control.Status::isHandedOver)
                .isPresent());
    }
}
