package dev.dynolift.engine;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Tells when a stage of the work begins and how it ends. */
final class Stages {

    private final EventListener events;

    Stages(EventListener events) {
        this.events = events;
    }

    void run(String stage, String title, Runnable work) {
        supply(stage, title, () -> {
            work.run();
            return true;
        });
    }

    /** The same with an answer. */
    <T> T supply(String stage, String title, Supplier<T> work) {
        Instant began = Instant.now();
        events.on(new Event.StageStarted(began, stage, title));
        Event.Outcome outcome = Event.Outcome.FAILED;
        try {
            T answer = work.get();
            outcome = Event.Outcome.DONE;
            return answer;
        } finally {
            Instant ended = Instant.now();
            events.on(new Event.StageFinished(ended, stage, Duration.between(began, ended), outcome));
        }
    }
}
