package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.control.Control;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.JointRequest;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.SequenceHandover;
import dev.dynolift.large.LargeObjectCatchUp;
import dev.dynolift.large.LargeObjectCopy;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.rounds.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * From "writes are refused" to "the other side may be opened", each step timed; the app waits all the while. The same in
 * both directions, but for what opening means.
 */
final class Handover {

    private final Database sender;
    private final Database receiver;
    private final Catalog catalog;
    private final EngineSettings settings;
    private final EventListener events;

    Handover(Database sender, Database receiver, Catalog catalog, EngineSettings settings, EventListener events) {
        this.sender = sender;
        this.receiver = receiver;
        this.catalog = catalog;
        this.settings = settings;
        this.events = events;
    }

    /**
     * Does all steps. When one fails before the handover, the fence is lowered again and the app goes on where it was.
     * When the handover itself fails, its outcome may be unknown, so the fence stays: the next engine looks it up.
     *
     * @return false when the engine of another database did not come so far, or nobody waits any more: no fence stands,
     *     and rounds can go on
     */
    boolean run(LiveWork live, Control.Request request, Runnable open) {
        if (!Control.begin(live.controlSession(), request)) {
            events.on(new Event.Note(
                    Instant.now(), Event.Level.INFO, "The fence is not wanted any more. The move goes on."));
            return false;
        }
        live.say("fencing");
        List<String> told = new ArrayList<>();
        try {
            requireSameDefinitions(live);
            live.followObjects();
            live.leftBehind(catalog).ifPresent(listener(told)::on);
            timed("refuse writes", () -> new Fence(sender, listener(told)).raise(settings.writerPatience()));
            String fencedAt = live.controlSession().text("SELECT clock_timestamp()::text");
            Round.Result last = timed("last round", () -> live.moveOnly("last"));
            timed("final look", () -> {
                requireSameDefinitions(live);
                live.requireObjectsFollowed();
                FinalLook.require(live, last.snapshot().text(), fencedAt);
            });
            timed(
                    "sequences",
                    () -> SequenceHandover.run(
                            live.sessions().receiver(),
                            SequenceStates.read(live.sessions().sender(), catalog.sequences())));
            timed("large objects", () -> bringLargeObjects(live));
            if (request.joint()
                    && !timed(
                            "wait for the others", () -> JointRequest.awaitHandover(live.controlSession(), request))) {
                new Fence(sender, events).lower();
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "The " + sender.side() + " takes writes again: another database was not ready, or nobody waits"
                                + " for the fence any more. The move goes on."));
                return false;
            }
        } catch (RuntimeException e) {
            new Fence(sender, events).lower();
            Control.answer(live.controlSession(), request, "refused: " + e.getMessage());
            throw e;
        }
        timed("hand over", open);
        live.say("handed over");
        events.on(live.handedOver());
        Control.done(live.controlSession(), request, told);
        return true;
    }

    /** Whoever has asked for the fence may not see what happens here. */
    private EventListener listener(List<String> told) {
        return event -> {
            if (event instanceof Event.Note note) {
                told.add(note.text());
            }
            events.on(event);
        };
    }

    private void bringLargeObjects(LiveWork live) {
        LargeObjectCopy copy = new LargeObjectCopy(Moment.passing(sender), receiver, settings.jobs(), events);
        LargeObjectCatchUp.run(live.sessions().sender(), live.sessions().receiver(), copy, events);
    }

    /** The rounds follow the tables and columns that were there when the engine began, and no others. */
    private void requireSameDefinitions(LiveWork live) {
        SortedSet<String> changed = Definitions.read(live.controlSession()).differingFrom(catalog.definitions());
        changed.addAll(Capture.switchedOff(live.controlSession()));
        if (!changed.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "definitions at the " + sender.side() + " have changed during the move",
                    "since the engine began, these came, went, changed, or had our triggers switched off: "
                            + String.join(", ", changed),
                    "Undo the change there and ask for the fence again; or `dynolift data clean`, empty the target and"
                            + " move again.");
        }
    }

    private <T> T timed(String step, Supplier<T> work) {
        Instant began = Instant.now();
        T result = work.get();
        events.on(new Event.FenceStep(Instant.now(), step, Duration.between(began, Instant.now())));
        return result;
    }

    private void timed(String step, Runnable work) {
        Instant began = Instant.now();
        work.run();
        events.on(new Event.FenceStep(Instant.now(), step, Duration.between(began, Instant.now())));
    }
}
