package dev.dynolift.engine;

import dev.dynolift.control.EngineLock.Holder;
import dev.dynolift.event.Event;
import java.time.Instant;

/** What a person is told who has to wait because another engine's lock is in the way. */
final class LockNews {

    private LockNews() {}

    static Event waitedFor(String side, Holder holder) {
        return new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                "Another engine holds the lock of the " + side + ": " + holder.words() + " for "
                        + holder.connected().toSeconds()
                        + " s. It is waited for, for half a minute at most: if it was killed, its server notices.");
    }
}
