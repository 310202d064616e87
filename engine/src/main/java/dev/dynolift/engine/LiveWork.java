package dev.dynolift.engine;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.capture.LogPurge;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.Compared;
import dev.dynolift.control.Conclusion;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.JointRequest;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.rounds.Backlog;
import dev.dynolift.rounds.Round;
import dev.dynolift.rounds.RoundSessions;
import dev.dynolift.verify.Difference;
import dev.dynolift.verify.VerificationPass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rounds without end, with a comparison of all rows spread over them, until somebody asks for the fence or the stop. The
 * same in both directions. Not thread-safe.
 */
final class LiveWork implements AutoCloseable {

    private static final Duration PURGE_EVERY = Duration.ofSeconds(5);

    /** The next round waits meanwhile. */
    private static final Duration PURGE_AT_MOST = Duration.ofMillis(250);

    private static final Duration SAY_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_LOG_EVERY = Duration.ofSeconds(10);

    /** So many differences tell enough; finding them all may take long. */
    private static final int DIFFERENCES_AT_MOST = 100;

    /** Each time something else gives way. */
    private static final int REFUSALS_AT_MOST = 20;

    private final Direction direction;
    private final List<CapturedTable> tables;
    private final LogPurge logPurge;
    private final EngineSettings settings;
    private final EventListener events;
    private final ProgressStore progress;
    private final Control control;
    private final RoundSessions sessions;
    private final Session controlSession;
    private final Session recordSession;
    private final ObjectWatch objects;
    private final Round round;
    private final ProofSoFar proof;
    private final VerificationPass pass;
    private final List<Difference> differences = new ArrayList<>();
    private @Nullable Instant previousSnapshot;
    private Round.@Nullable Result latest;
    private Instant purged = Instant.now();
    private Instant said = Instant.EPOCH;
    private Instant lookedAtLog = Instant.EPOCH;
    private long rowsSinceSaid;

    LiveWork(
            Direction direction,
            Database sender,
            Database receiver,
            Catalog catalog,
            ProofSoFar proof,
            EngineSettings settings,
            EventListener events) {
        this.direction = direction;
        this.tables = captured(catalog.tables());
        this.logPurge = new LogPurge(tables);
        this.proof = proof;
        this.settings = settings;
        this.events = events;
        this.progress = new ProgressStore(direction);
        this.control = new Control(direction);
        this.sessions = RoundSessions.open(sender, receiver, tables);
        try {
            SessionPair talking = SessionPair.open(() -> sender.open("control"), () -> receiver.open("record"));
            this.controlSession = talking.source();
            this.recordSession = talking.target();
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
        this.objects = new ObjectWatch(direction, controlSession, recordSession, events);
        this.round = new Round(sessions, tables, catalog.definitions(), direction);
        String position = progress.position(recordSession).orElseThrow().snapshot();
        this.pass = proof.at(position, catalog.definitions(), catalog.tables(), events);
        this.previousSnapshot = proof.takenAt();
    }

    /**
     * Runs rounds until the fence is asked for and the proof is complete, and returns that request; empty when somebody
     * wanted it to stop, which it has then said. Who asks for the fence without the proof gets it at once, unless a row is
     * known to differ.
     *
     * @param needed sessions that are needed later; when one of them is gone, the rounds end
     */
    Optional<Control.Request> untilFence(Session... needed) {
        // What a killed engine last said of its proof was its own.
        say("verifying");
        Optional<Control.Request> asked = Optional.empty();
        while (true) {
            // Somebody waits for the fence: the proof first, with all the time it needs.
            boolean hurry = asked.filter(request -> !request.unverified()).isPresent();
            step("live", hurry ? settings.verifyBudget().multipliedBy(20) : settings.verifyBudget(), needed);
            asked = Control.open(controlSession).filter(request -> !isRefused(request));
            if (asked.isPresent() && asked.get().kind() == Control.Kind.STOP) {
                // Whoever asks after the last write wants that write too.
                moveOnly("live");
                say("stopped");
                Control.done(controlSession, asked.get(), List.of());
                return Optional.empty();
            }
            if (asked.isPresent() && objects.isDue()) {
                followObjects();
            }
            if (asked.isPresent()
                    && (isProved() || asked.get().unverified())
                    && JointRequest.mayFence(controlSession, asked.get())) {
                return asked;
            }
            if (pass.isComplete()) {
                LockSupport.parkNanos(settings.roundPause().toNanos());
            }
        }
    }

    /** One round that only moves and compares what it moved; for the first round and the last. */
    Round.Result moveOnly(String kind) {
        return run(kind, Duration.ZERO);
    }

    /** Whether every row was compared without a difference, and every change since then as well. */
    boolean isProved() {
        return pass.isComplete() && differences.isEmpty();
    }

    /** What the receiver's record says of the comparison when it takes over. */
    void conclude(Session receiver) {
        progress.conclude(receiver, isProved() ? Conclusion.PROVED : Conclusion.UNVERIFIED, pass.compared());
    }

    /** What is told of the handover. */
    Event handedOver() {
        Compared compared = pass.compared();
        return new Event.HandedOver(
                Instant.now(),
                direction.word(),
                isProved(),
                compared.tables(),
                compared.tablesInAll(),
                compared.rows(),
                compared.rowsInAll());
    }

    /** A handover without the proof is one of which not all is known, never one that is known to be wrong. */
    private boolean isRefused(Control.Request request) {
        if (!request.unverified() || isProved()) {
            return false;
        }
        Optional<String> known = KnownDifferences.words(direction, recordSession, differences);
        known.ifPresent(words -> Control.answer(controlSession, request, "refused: " + words));
        return known.isPresent();
    }

    /** How many log rows a snapshot did not see, of each table that has any: none, once the fence stands. */
    Map<CapturedTable, Long> unseen(String snapshot) {
        Map<CapturedTable, Long> unseen = new LinkedHashMap<>();
        for (CapturedTable captured : tables) {
            long rows = controlSession.number(
                    "SELECT count(*) FROM " + captured.log() + " WHERE " + CapturedTable.pendingSince(snapshot));
            if (rows > 0) {
                unseen.put(captured, rows);
            }
        }
        return unseen;
    }

    Session controlSession() {
        return controlSession;
    }

    RoundSessions sessions() {
        return sessions;
    }

    void say(String state) {
        Round.Result result = latest;
        double seconds = Duration.between(said, Instant.now()).toMillis() / 1000.0;
        control.say(
                controlSession,
                new Control.Status(
                        state,
                        isProved(),
                        result == null ? 0 : result.event().number(),
                        result == null ? Duration.ZERO : result.event().lag(),
                        pass.compared(),
                        differences.size(),
                        rowsSinceSaid / Math.max(seconds, 0.001),
                        "",
                        Duration.ZERO,
                        Duration.ZERO));
        said = Instant.now();
        rowsSinceSaid = 0;
    }

    @Override
    public void close() {
        sessions.close();
        controlSession.close();
        recordSession.close();
    }

    private void step(String kind, Duration budget, Session... needed) {
        Round.Result result = run(kind, budget);
        boolean news = isProved() && proof.isNews();
        boolean due = isTime(said, SAY_EVERY);
        if (due && objects.isDue()) {
            followObjects();
        }
        if (due || news) {
            say(pass.isComplete() ? "live" : "verifying");
        }
        if (news) {
            KnownDifferences.forget(direction, recordSession);
            // The handover before this one, which went the other way.
            Unverified.end(direction.opposite(), recordSession, controlSession);
            events.on(new Event.Proved(Instant.now(), direction.word(), pass.rows()));
        }
        if (isTime(purged, PURGE_EVERY)) {
            for (Session session : needed) {
                session.requireAlive();
            }
            control.purges(controlSession, result.snapshot().text());
            progress.purged(recordSession, result.snapshot().text());
            logPurge.run(controlSession, result.snapshot().text(), PURGE_AT_MOST);
            purged = Instant.now();
        }
        if (isTime(lookedAtLog, LOOK_AT_LOG_EVERY)) {
            lookAtLog(result);
            lookedAtLog = Instant.now();
        }
    }

    /** Does at the receiver what a deploy has done at the sender beside tables. */
    void followObjects() {
        objects.look(() -> round.requireFollowed(controlSession));
    }

    /** What a person should know before the switch of what the receiver lacks. */
    Optional<Event> leftBehind(Catalog catalog) {
        return LeftBehind.look(controlSession, catalog, recordSession);
    }

    /** Looks behind the fence, which keeps no deploy out. */
    void requireObjectsFollowed() {
        if (!objects.isUnchanged()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "definitions at the " + controlSession.side() + " have changed while writes were being refused",
                    "a deploy made, altered or dropped something that is no table: a default, an index, a function",
                    "Ask for the fence again when the deploy is over: the change is followed before it.");
        }
    }

    private static boolean isTime(Instant last, Duration every) {
        return Duration.between(last, Instant.now()).compareTo(every) > 0;
    }

    private void lookAtLog(Round.Result result) {
        Backlog log = Backlog.read(controlSession, result.snapshot().text());
        events.on(new Event.Health(
                Instant.now(),
                result.event().number(),
                result.event().lag(),
                log.rows(),
                log.bytes(),
                log.oldestTransaction()));
        if (log.isLarge()) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "The log of changed keys takes more than 1 GB of the " + controlSession.side()
                            + "'s disk. `dynolift data status` tells its size and what keeps it."));
        }
    }

    /** A round; and where the receiver refuses a row that the sender takes by now, the same again once it gives way. */
    private Round.Result attempt(String kind, Round.AtSnapshot look) {
        int refusals = 0;
        while (true) {
            try {
                return round.run(previousSnapshot, kind, look);
            } catch (DatabaseException e) {
                refusals++;
                if (!DatabaseErrors.isRowRefused(e) || refusals > REFUSALS_AT_MOST || !objects.giveWay()) {
                    throw e;
                }
            }
        }
    }

    private Round.Result run(String kind, Duration budget) {
        Round.Result result = attempt(kind, (sender, receiver) -> {
            if (!budget.isZero() && objects.labelsAreFollowed(sender)) {
                pass.compareSome(sender, receiver, budget);
            }
        });
        latest = result;
        rowsSinceSaid += result.event().rows();
        previousSnapshot = result.snapshot().takenAt();
        proof.holdsAt(result.snapshot());
        events.on(result.event());
        if (!result.copiedAgain().isEmpty()) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "Copied again as a whole, as nobody wrote down which rows had changed: "
                            + String.join(", ", result.copiedAgain()) + "."));
        }
        int known = differences.size();
        differences.clear();
        differences.addAll(pass.differences());
        differences.addAll(result.differences());
        if (differences.size() > known) {
            round.requireFollowed(controlSession);
            // At once: an engine that ends before its comparison does must not take them along.
            KnownDifferences.keep(direction, recordSession, differences);
        }
        if (!result.differences().isEmpty()
                || differences.size() >= DIFFERENCES_AT_MOST
                || (pass.isComplete() && !differences.isEmpty())) {
            round.requireFollowed(controlSession);
            throw differing();
        }
        return result;
    }

    private DynoliftException differing() {
        say("differing");
        DynoliftException error = DifferenceReport.of(
                differences.size(),
                differences,
                new ProgressStore(direction.opposite())
                                .unverified(controlSession)
                                .isPresent()
                        ? "The " + controlSession.side() + " took over UNVERIFIED: rows may not have arrived there. "
                                + Unverified.BY_HAND
                        : "Something else wrote to the " + recordSession.side()
                                + ". Find it and stop it; then `dynolift data "
                                + (direction == Direction.FORWARD ? "sync" : "reverse")
                                + " --repair` compares every row again, mends there what differs, and goes on.");
        Control.open(controlSession)
                .filter(request -> request.kind() == Control.Kind.FENCE)
                .ifPresent(request -> Control.answer(controlSession, request, "refused: " + error.getMessage()));
        return error;
    }

    /** The tables of a catalog as captured ones. */
    static List<CapturedTable> captured(List<Table> tables) {
        return tables.stream().map(CapturedTable::new).toList();
    }
}
