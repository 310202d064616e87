package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/** Which side has the newer rows, as far as the records in both databases tell. */
public enum TargetState {
    /** Nothing is recorded: an exact copy, one that was cleaned, or somebody else's. The target may be the newer one. */
    UNRECORDED,
    /** A copy that is not complete. */
    UNFINISHED,
    /** A copy that is complete, and whose proof or whose handover is missing. */
    UNPROVED,
    /** A live move, which follows the source. */
    FOLLOWING,
    /** The target has taken over: its rows are the newer ones. */
    TAKEN_OVER,
    /** Another database has taken over from the source, and this target does not know of it: it is the wrong one. */
    TAKEN_OVER_ELSEWHERE,
    /** A database has taken over for good: the source's fence is all that is left of the move, and does not say which. */
    STAYED,
    /** The way back was taken: the source's rows are the newer ones, and going forward again is open. */
    GIVEN_BACK;

    /** Reads it from the records of both sides. */
    public static TargetState of(Session source, Session target) {
        Optional<Phase> forward = new ProgressStore(Direction.FORWARD).phase(target);
        Optional<Phase> back = new ProgressStore(Direction.REVERSE).phase(source);
        if (forward.equals(Optional.of(Phase.HANDED_OVER))) {
            return back.equals(Optional.of(Phase.HANDED_OVER)) ? GIVEN_BACK : TAKEN_OVER;
        }
        if (forward.isEmpty()) {
            if (Fence.isLeftStanding(source)) {
                return STAYED;
            }
            return SourceRecords.mayHaveHandedOver(source) ? TAKEN_OVER_ELSEWHERE : UNRECORDED;
        }
        // A way back counts for nothing before the target's own word: an engine may have been killed in between.
        if (forward.get().compareTo(Phase.LIVE) < 0) {
            return UNFINISHED;
        }
        Method method = new ProgressStore(Direction.FORWARD).method(target).orElseThrow();
        return method == Method.LIVE ? FOLLOWING : UNPROVED;
    }

    /**
     * The way that led to the side in use, which writes down what is changed there; empty where nobody can tell. An engine
     * that follows the source again has not proved by that what the way back brought.
     */
    public Optional<Direction> towardsUse() {
        return switch (this) {
            case TAKEN_OVER -> Optional.of(Direction.FORWARD);
            case GIVEN_BACK, FOLLOWING -> Optional.of(Direction.REVERSE);
            case UNRECORDED, UNFINISHED, UNPROVED, TAKEN_OVER_ELSEWHERE, STAYED -> Optional.empty();
        };
    }
}
