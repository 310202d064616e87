package dev.dynolift.engine;

import dev.dynolift.control.BrokenHistoryException;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Pause;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of an engine again, with new sessions and from where its records say it is, whenever a server or the way
 * to it fails in a manner that may pass: a restart, a cut connection, a full disk that somebody enlarges. A commit whose
 * answer was lost is looked up in the record like any other. What cannot pass ends the work. While it waits, the wish to
 * stop is heard. Not thread-safe but for the listener.
 */
final class Reconnection {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration TELL_AGAIN = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** For what passes only when somebody does something: a full disk, a login that was changed. */
    private static final Duration HELP_WITHIN = Duration.ofMinutes(30);

    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** A primary that has just become a follower says so; its address may lead elsewhere soon. */
    private static final String READ_ONLY = "25006";

    private final Direction direction;
    private final Control control;
    private final Database sender;
    private final Database receiver;
    private final Optional<Database> follower;
    private final EngineSettings settings;
    private final EventListener events;
    private final EventListener listener = this::hear;

    private boolean begun;
    private final AtomicReference<@Nullable Instant> failingSince = new AtomicReference<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int chunksDone = -1;
    private volatile boolean historyBroken;
    private Instant told = Instant.EPOCH;

    /** @param follower of the sender, that the work reads from as well */
    Reconnection(
            Direction direction,
            Database sender,
            Database receiver,
            Optional<Database> follower,
            EngineSettings settings,
            EventListener events) {
        this.follower = follower;
        this.direction = direction;
        this.control = new Control(direction);
        this.sender = sender;
        this.receiver = receiver;
        this.settings = settings;
        this.events = events;
    }

    /** To be told of everything that the work does: what it gets done shows that a failure has passed. */
    EventListener listener() {
        return listener;
    }

    /** Does the work until it ends. */
    Ending run(Supplier<Ending> work) {
        while (true) {
            try {
                return work.get();
            } catch (DynoliftException e) {
                if (!begun || !mayPass(e)) {
                    keep(e);
                    throw e;
                }
                if (!(e instanceof BrokenHistoryException) && isStoppedWhileWaiting(e)) {
                    return Ending.STOPPED;
                }
            } catch (RuntimeException e) {
                keep(e);
                throw e;
            }
        }
    }

    /**
     * Whoever asks for the status shall know what the engine died of. Before it has begun, the sender may be another
     * database than that of the move, where nothing is to be written, and another engine may be at work.
     */
    private void keep(RuntimeException error) {
        if (!EngineFailure.isOfMove(error)) {
            return;
        }
        if (begun) {
            EngineFailure.keep(sender, direction, error);
            EngineFailure.keep(receiver, direction, error);
        } else {
            EngineFailure.keepWhereNoneWorks(receiver, direction, error);
        }
    }

    /** Both sides answer: takes the lock, after it has ended what they still keep of sessions whose connections broke. */
    void takeLock(Session from, Session to) {
        if (begun) {
            sender.endEarlierSessions(from);
            receiver.endEarlierSessions(to);
            EngineLock.takeBack(to);
        } else {
            EngineLock.take(to, holder -> events.on(LockNews.waitedFor(to.side(), holder)));
        }
    }

    /** From now on a failure is no reason to end: the lock was had, and the record tells where to go on. */
    void begun(Session from, Session to) {
        begun = true;
        control.connected(from);
        EngineFailure.forget(from, direction);
        EngineFailure.forget(to, direction);
    }

    /** Whether the work has been done in part by this process. Its record must be there then, or somebody removed it. */
    boolean hasBegun() {
        return begun;
    }

    private void hear(Event event) {
        if (isDone(event)) {
            historyBroken = false;
            Instant since = failingSince.getAndSet(null);
            if (since != null) {
                failures.set(0);
                events.on(new Event.GoesOn(Instant.now(), Duration.between(since, Instant.now())));
            }
        }
        events.on(event);
    }

    /** Whether something was committed that was not there before. */
    private boolean isDone(Event event) {
        if (event instanceof Event.CopyProgress copy) {
            int before = chunksDone;
            chunksDone = copy.chunksDone();
            return before >= 0 && copy.chunksDone() > before;
        }
        return event instanceof Event.RoundFinished
                || event instanceof Event.StageFinished stage && stage.outcome() == Event.Outcome.DONE;
    }

    private boolean mayPass(DynoliftException e) {
        if (e instanceof BrokenHistoryException) {
            // Once: the work begins with a look at what can be done about it.
            boolean first = !historyBroken;
            historyBroken = true;
            return first;
        }
        Optional<DatabaseException> cause = ofServer(e);
        Duration patience = cause.map(this::patience).orElse(Duration.ZERO);
        Instant since = failingSince.get();
        return !patience.isZero()
                && (since == null || Duration.between(since, Instant.now()).compareTo(patience) < 0);
    }

    private static Optional<DatabaseException> ofServer(DynoliftException e) {
        if (e instanceof DatabaseException server) {
            return Optional.of(server);
        }
        return e.getCause() instanceof DatabaseException server ? Optional.of(server) : Optional.empty();
    }

    /** How long such a failure is borne; zero when it cannot pass. */
    private Duration patience(DatabaseException e) {
        if (e.isUnreachable() || e.sqlState().equals(TOO_MANY_CONNECTIONS)) {
            return settings.outagePatience();
        }
        boolean loginMayChange = e.isRefusedLogin()
                && (sender.address().mayChange()
                        || receiver.address().mayChange()
                        || follower.filter(reader -> reader.address().mayChange())
                                .isPresent());
        if (e.isTransient() || loginMayChange || e.sqlState().equals(READ_ONLY)) {
            return HELP_WITHIN.compareTo(settings.outagePatience()) < 0 ? HELP_WITHIN : settings.outagePatience();
        }
        return Duration.ZERO;
    }

    private boolean isStoppedWhileWaiting(DynoliftException e) {
        Instant since = failingSince.get();
        failingSince.compareAndSet(null, Instant.now());
        Duration pause = pause(failures.getAndIncrement());
        String why = String.valueOf(e.getMessage());
        if (since == null || Duration.between(told, Instant.now()).compareTo(TELL_AGAIN) > 0) {
            told = Instant.now();
            events.on(new Event.Waiting(Instant.now(), why, pause));
        }
        Instant until = Instant.now().plus(pause);
        try (Session session = open()) {
            do {
                Pause.of(LOOK_EVERY, "it waited for a server that fails");
                if (session != null && isAskedToStop(session, why)) {
                    return true;
                }
            } while (Instant.now().isBefore(until));
        } catch (DatabaseException gone) {
            // It is this side that fails, or it fails too: nobody can ask for anything there.
            Pause.of(LOOK_EVERY, "it waited for a server that fails");
        }
        return false;
    }

    private @Nullable Session open() {
        try {
            return sender.open("control");
        } catch (DatabaseException e) {
            return null;
        }
    }

    private boolean isAskedToStop(Session session, String why) {
        control.waits(session, why);
        Optional<Control.Request> asked = Control.open(session).filter(request -> request.kind() == Control.Kind.STOP);
        asked.ifPresent(request -> {
            control.stopped(session);
            Control.done(session, request, List.of());
        });
        return asked.isPresent();
    }

    /** Twice as long each time, and never quite the same: engines that failed together must not come back together. */
    private static Duration pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
