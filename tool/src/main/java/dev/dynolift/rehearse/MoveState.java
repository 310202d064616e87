package dev.dynolift.rehearse;

import dev.dynolift.control.Direction;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/** Where the app writes, as the two databases themselves say; a killed rehearsal asks them, not its memory. */
enum MoveState {
    /** The target has never taken over. */
    MOVING,
    /** The app writes to the target. */
    ON_TARGET,
    /** The app writes to the source again. */
    ROLLED_BACK,
    /** The target follows the source once more. */
    MOVING_AGAIN;

    static MoveState read(Database source, Database target) {
        Optional<Phase> forward = phase(target, Direction.FORWARD);
        boolean rolledBack = phase(source, Direction.REVERSE)
                .filter(Phase.HANDED_OVER::equals)
                .isPresent();
        boolean handedOver = forward.filter(Phase.HANDED_OVER::equals).isPresent();
        if (handedOver) {
            return rolledBack ? ROLLED_BACK : ON_TARGET;
        }
        return rolledBack ? MOVING_AGAIN : MOVING;
    }

    private static Optional<Phase> phase(Database receiver, Direction direction) {
        try (Session session = receiver.open("rehearsal")) {
            return ProgressStore.isInstalled(session)
                    ? new ProgressStore(direction).position(session).map(Position::phase)
                    : Optional.empty();
        }
    }
}
