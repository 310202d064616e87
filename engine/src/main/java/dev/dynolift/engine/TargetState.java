package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/** Which side has the newer rows, as far as the records in both databases tell. */
public enum TargetState {
    /** Nothing is recorded: an exact copy, one that was cleaned, or somebody else's. The target may be the newer one. */
    UNRECORDED,
    /** A copy that is not complete. */
    UNFINISHED,
    /** A copy that is complete, and not proved yet. */
    UNPROVED,
    /** A live move, which follows the source. */
    FOLLOWING,
    /** The target has taken over: its rows are the newer ones. */
    TAKEN_OVER,
    /** The way back was taken: the source's rows are the newer ones, and going forward again is open. */
    GIVEN_BACK;

    static TargetState of(Session source, Session target) {
        Optional<Phase> forward = phase(target, Direction.FORWARD);
        Optional<Phase> back = phase(source, Direction.REVERSE);
        if (forward.equals(Optional.of(Phase.HANDED_OVER))) {
            return back.equals(Optional.of(Phase.HANDED_OVER)) ? GIVEN_BACK : TAKEN_OVER;
        }
        Optional<Method> method = ProgressStore.isInstalled(target)
                ? new ProgressStore(Direction.FORWARD).method(target)
                : Optional.empty();
        if (forward.isPresent() && method.isPresent() && forward.get().compareTo(Phase.LIVE) < 0) {
            return UNFINISHED;
        }
        if (method.equals(Optional.of(Method.LIVE))) {
            return FOLLOWING;
        }
        // A way back that no other record fits to: whoever began it let another database take over.
        if (back.isPresent()) {
            return TAKEN_OVER;
        }
        return method.isPresent() ? UNPROVED : UNRECORDED;
    }

    private static Optional<Phase> phase(Session session, Direction direction) {
        return ProgressStore.isInstalled(session)
                ? new ProgressStore(direction).position(session).map(Position::phase)
                : Optional.empty();
    }
}
