package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.control.BrokenHistoryException;
import dev.dynolift.control.Compared;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.Snapshot;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.FenceToken;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.rounds.Backlog;
import dev.dynolift.verify.Repair;
import dev.dynolift.verify.TableComparison;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings the receiver back to a committed state of the sender, when rounds cannot go on from its position: the sender has
 * failed over and may have lost what was moved already, or the receiver was put back to a state whose log is gone; and,
 * where that is wished, when somebody else has written to the receiver. Every row is compared at one moment of the
 * sender, while the app goes on, and what differs is mended; rounds go on from that moment, with a proof of their own.
 */
final class Resynchronization {

    private final Direction direction;
    private final Database sender;
    private final Database receiver;
    private final EngineSettings settings;
    private final EventListener events;

    Resynchronization(
            Direction direction, Database sender, Database receiver, EngineSettings settings, EventListener events) {
        this.direction = direction;
        this.sender = sender;
        this.receiver = receiver;
        this.settings = settings;
        this.events = events;
    }

    /**
     * Looks whether rounds can go on from where they are, and does what is needed where they cannot. The engine holds its
     * lock.
     *
     * @throws DynoliftException when the move is too young to be mended
     */
    void whereNeeded(Session from, Session to, List<CapturedTable> tables) {
        ProgressStore progress = new ProgressStore(direction);
        Position position = progress.position(to).orElseThrow();
        Optional<String> broken = reason(from, to, position);
        Optional<String> differing =
                settings.repairs() ? KnownDifferences.words(direction, to, List.of()) : Optional.empty();
        if (broken.isEmpty() && differing.isEmpty()) {
            return;
        }
        if (broken.isPresent() && position.phase() != Phase.LIVE) {
            throw new BrokenHistoryException(broken.get());
        }
        requireArrived(from, to, broken.or(() -> differing).orElseThrow());
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                broken.map(why -> "Rounds cannot go on from where they were: " + why)
                                .orElseGet(differing::orElseThrow)
                        + ". Every row is compared and mended first, while the app goes on."));
        new Stages(events).run("resynchronize", "Compare and mend every row", () -> run(from, to, tables, progress));
    }

    /**
     * What a side that took over without a proof does not have may never have arrived there: then the other side alone
     * still has it, and to mend that side would be to lose it.
     */
    private void requireArrived(Session from, Session to, String why) {
        Optional<Compared> before = new ProgressStore(direction.opposite()).unverified(from);
        if (before.isPresent()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "rows of the " + to.side() + " are not mended",
                    why + ". But the " + from.side() + " took over UNVERIFIED, when "
                            + before.get().words()
                            + " had been compared: a row that did not arrive there is right at the " + to.side()
                            + " alone",
                    Unverified.BY_HAND);
        }
    }

    private Optional<String> reason(Session from, Session to, Position position) {
        Optional<String> broken = Snapshot.passing(from).breakAfter(position);
        if (broken.isEmpty() && new Control(direction).isPutBack(from, new ProgressStore(direction).purged(to))) {
            broken = Optional.of("it no longer knows of work that it has confirmed");
        }
        boolean purgedBeyond = new Control(direction).hasPurgedBeyond(from, position);
        if (broken.isEmpty() && !purgedBeyond && !hasMoved(from, to, position)) {
            broken = Optional.of("its logs are not those that were moved");
        }
        if (broken.isPresent()) {
            return broken.map(why -> "the " + from.side() + " has failed over or was put back, as " + why);
        }
        return purgedBeyond
                ? Optional.of("the " + to.side() + " was put back to a state whose changes the " + from.side()
                        + " no longer keeps")
                : Optional.empty();
    }

    /** Whether all that rounds have read and nobody has purged is still there. */
    private boolean hasMoved(Session from, Session to, Position position) {
        return position.snapshot() == null
                || new ProgressStore(direction)
                        .moved(to)
                        .filter(moved ->
                                !moved.isSameAs(Backlog.between(from, moved.since(), position.requireSnapshot())))
                        .isEmpty();
    }

    private void run(Session from, Session to, List<CapturedTable> tables, ProgressStore progress) {
        new Control(direction).say(from, Control.plain("resynchronizing"));
        // Triggers that were made in a lost hour are lost with it; what is written from here on is logged.
        tables.forEach(captured -> Capture.install(from, captured));
        try (Moment here = Moment.hold(sender)) {
            Snapshot start;
            try (Session session = here.open("resynchronize")) {
                start = Snapshot.of(session);
            }
            start.awaitOnDisk(from);
            TableComparison.Outcome found;
            try (Moment there = Moment.hold(receiver)) {
                found = new TableComparison(here, there, settings.jobs(), events)
                        .compare(tables.stream().map(CapturedTable::table).toList());
            }
            mend(here, found);
            progress.advance(to, start);
            new Control(direction).purges(from, start.text());
            progress.purged(to, start.text());
            KnownDifferences.forget(direction, to);
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.INFO,
                    found.rows() + " rows were compared, and " + found.differing() + " were mended."));
        }
    }

    private void mend(Moment here, TableComparison.Outcome found) {
        try {
            new Repair(here, receiver).run(found, true, FenceToken::hold);
        } catch (DynoliftException e) {
            if (e.code() != ErrorCode.GATE) {
                throw e;
            }
            throw new DynoliftException(
                    e.code(), e.what(), e.why(), "Run `dynolift data clean`, empty the target, and move again.", e);
        }
    }
}
