package dev.dynolift.event;

/** Takes events as they happen. Implementations are thread-safe and quick: workers call them in the middle of work. */
@FunctionalInterface
public interface EventListener {

    /** Drops everything. */
    EventListener NONE = event -> {};

    void on(Event event);

    /** A listener that passes each event on to both, this one first. */
    default EventListener and(EventListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
