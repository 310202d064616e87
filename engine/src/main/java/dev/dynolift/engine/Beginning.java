package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.schema.Removal;
import java.time.Instant;
import java.util.Optional;

/** Finds out whether a copy begins, goes on, or must start over, from what stands at the target. */
final class Beginning {

    private Beginning() {}

    /**
     * Leaves the target ready for the method.
     *
     * @return whether an earlier run's work is gone on with
     * @throws DynoliftException (GATE) when another command's move is recorded there, or one of another extent
     */
    static boolean settle(Database target, Session receiver, Method method, Extent extent, EventListener events) {
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        Optional<Method> begun = progress.method(receiver);
        String again = BegunCopy.of(receiver).map(BegunCopy::command).orElse("");
        if (begun.isPresent() && begun.get() != method) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the target holds a move that `dynolift " + again + "` began",
                    "two ways of moving the same database do not fit together",
                    "Run that command again to go on with it; or give an empty target.");
        }
        if (begun.isPresent() && progress.position(receiver).orElseThrow().phase() == Phase.HANDED_OVER) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "that is done already",
                    "the source was fenced and the target has all of it",
                    "Point the app at the target, then run: dynolift data reverse");
        }
        String recorded = progress.extent(receiver).orElse("");
        boolean rowsOnly = recorded.endsWith(Extent.ROWS_ONLY);
        if (begun.isPresent()
                && (method.isResumable() ? !recorded.equals(extent.words()) : rowsOnly != extent.rowsOnly())) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the target holds an unfinished copy of something else",
                    "it is of " + recorded + "; this one is of " + extent.words(),
                    "Run its command again to go on with it: dynolift " + again + "; or give another target.");
        }
        if (begun.isPresent() && !method.isResumable()) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "An earlier copy was interrupted, and the moment that it copied is gone: this one starts over."));
            if (rowsOnly) {
                ReadyTarget.empty(target, receiver);
            } else {
                Removal.run(target);
                // Last: it says whose all that was.
                ProgressStore.remove(receiver);
                ProgressStore.install(receiver);
            }
        }
        if (begun.isEmpty() || !method.isResumable()) {
            progress.begin(
                    receiver,
                    method,
                    Phase.SCHEMA,
                    extent.words(),
                    extent.selection().options());
            return false;
        }
        return true;
    }
}
