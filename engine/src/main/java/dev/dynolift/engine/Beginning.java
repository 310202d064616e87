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
     * @throws DynoliftException (GATE) when another command's move is recorded there
     */
    static void settle(Database target, Session receiver, Method method, EventListener events) {
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        Optional<Method> begun = progress.method(receiver);
        if (begun.isPresent() && begun.get() != method) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the target holds a move that `dynolift " + begun.get().command() + "` began",
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
        if (begun.isPresent() && !method.isResumable()) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "An earlier copy was interrupted, and the moment that it copied is gone: this one starts over."));
            Removal.run(target);
            ProgressStore.install(receiver);
            progress.begin(receiver, method, Phase.SCHEMA);
        } else if (begun.isEmpty()) {
            progress.begin(receiver, method, Phase.SCHEMA);
        }
    }
}
