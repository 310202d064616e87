package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.control.Control;
import dev.dynolift.control.EngineSettings;
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
     */
    void run(LiveWork live, Control.Request request, Runnable open) {
        live.say("fencing");
        try {
            requireSameDefinitions(live);
            timed("refuse writes", () -> new Fence(sender, events).raise(settings.writerPatience()));
            Round.Result last = timed("last round", () -> live.moveOnly("last"));
            timed("final look", () -> {
                requireSilence(live, last);
                requireSameDefinitions(live);
            });
            timed(
                    "sequences",
                    () -> SequenceHandover.run(
                            live.sessions().receiver(),
                            SequenceStates.read(live.sessions().sender(), catalog.sequences())));
            timed("large objects", () -> bringLargeObjects(live));
        } catch (RuntimeException e) {
            new Fence(sender, events).lower();
            Control.answer(live.controlSession(), request, "refused: " + e.getMessage());
            throw e;
        }
        timed("hand over", open);
        live.say("handed over");
        Control.answer(live.controlSession(), request, "done");
    }

    private void bringLargeObjects(LiveWork live) {
        LargeObjectCopy copy = new LargeObjectCopy(Moment.passing(sender), receiver, settings.jobs(), events);
        LargeObjectCatchUp.run(live.sessions().sender(), live.sessions().receiver(), copy, events);
    }

    private static void requireSilence(LiveWork live, Round.Result last) {
        long unseen = live.unseen(last.snapshot().text());
        if (unseen > 0) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the fence has a hole",
                    unseen + " changes were made after writes were refused",
                    "Find the writer in pg_stat_activity, stop it, and ask for the fence again.");
        }
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
