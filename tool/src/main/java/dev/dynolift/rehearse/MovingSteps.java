package dev.dynolift.rehearse;

import dev.dynolift.control.Control.Kind;
import dev.dynolift.control.Direction;
import dev.dynolift.migrate.Step;
import dev.dynolift.traffic.Side;
import java.util.List;

/** The steps that move the database while the app writes, in their order. */
final class MovingSteps {

    private MovingSteps() {}

    static List<Step> of(RehearsalRun run) {
        return List.of(
                new MoveDatabase(run),
                new SwitchToTarget(run),
                new KeepWayBack(run),
                new RollBack(run),
                new MoveAgain(run));
    }

    /** Copies everything, keeps up with the app's writes, and compares every row meanwhile. */
    record MoveDatabase(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "move-database";
        }

        @Override
        public String title() {
            return "Move the live database";
        }

        @Override
        public boolean isDone() {
            return run.state() != MoveState.MOVING;
        }

        @Override
        public void carryOut() {
            run.traffic().ensure(Side.SOURCE);
            run.engines().awaitProof(Direction.FORWARD);
            run.traffic().writeFor(run.options.writing(), run.engines().ensure(Direction.FORWARD)::keepAlive);
        }
    }

    /** Refuses writes on the source, does the last round, and sends the traffic to the target. */
    record SwitchToTarget(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "switch-to-target";
        }

        @Override
        public String title() {
            return "Fence the source and switch to the target";
        }

        @Override
        public boolean isDone() {
            MoveState state = run.state();
            // An engine runs in reverse only once the app was switched; killed at its fence, it has left the target
            // closed,
            // and nobody could wait here for a write.
            return state != MoveState.MOVING
                    && (state != MoveState.ON_TARGET || run.engines().hasRun(Direction.REVERSE));
        }

        @Override
        public void carryOut() {
            if (run.state() == MoveState.MOVING) {
                run.traffic().ensure(Side.SOURCE);
                run.engines().order(Direction.FORWARD, Kind.FENCE);
            }
            run.traffic().use(Side.TARGET);
            run.engines().awaitEnd();
            run.traffic().awaitWrite(Side.TARGET);
        }
    }

    /** Lets the app write to the target, and brings each of its writes to the source. */
    record KeepWayBack(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "keep-way-back";
        }

        @Override
        public String title() {
            return "Write on the target, keep the way back open";
        }

        @Override
        public boolean isDone() {
            return run.state() != MoveState.ON_TARGET;
        }

        @Override
        public void carryOut() {
            run.traffic().ensure(Side.TARGET);
            run.engines().awaitProof(Direction.REVERSE);
            run.traffic().writeFor(run.options.writing(), run.engines().ensure(Direction.REVERSE)::keepAlive);
        }
    }

    /** Goes back to the source with every write that was made on the target. */
    record RollBack(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "roll-back";
        }

        @Override
        public String title() {
            return "Roll back, with every write of the target";
        }

        @Override
        public boolean isDone() {
            return run.state() == MoveState.MOVING_AGAIN;
        }

        @Override
        public void carryOut() {
            if (run.state() == MoveState.ON_TARGET) {
                run.traffic().ensure(Side.TARGET);
                run.engines().order(Direction.REVERSE, Kind.FENCE);
            } else {
                // Killed after the source was opened: the engine may have foreign keys left to validate.
                run.engines().ensure(Direction.REVERSE);
            }
            run.traffic().use(Side.SOURCE);
            run.engines().awaitEnd();
            run.traffic().awaitWrite(Side.SOURCE);
        }
    }

    /** Goes forward once more, so that both sides end alike and anybody can compare them. */
    record MoveAgain(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "move-again";
        }

        @Override
        public String title() {
            return "Follow the source again, then let the app rest";
        }

        @Override
        public void carryOut() {
            run.traffic().ensure(Side.SOURCE);
            run.engines().awaitProof(Direction.FORWARD);
            run.traffic().writeFor(run.options.writing(), run.engines().ensure(Direction.FORWARD)::keepAlive);
            run.traffic().stop();
            run.engines().order(Direction.FORWARD, Kind.STOP);
            run.engines().awaitEnd();
        }
    }
}
