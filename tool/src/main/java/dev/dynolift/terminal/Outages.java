package dev.dynolift.terminal;

import dev.dynolift.event.Event;

/** Says of a server that fails, and of its return, what a person should know: a line each. */
final class Outages {

    private Outages() {}

    /** A note in place of an outage's event; every other event as it is. */
    static Event inWords(Event event) {
        if (event instanceof Event.Waiting waiting) {
            return new Event.Note(
                    waiting.at(),
                    Event.Level.WARNING,
                    "Waits, and goes on by itself: " + waiting.why() + ". Nothing is lost.");
        }
        if (event instanceof Event.GoesOn goesOn) {
            return new Event.Note(
                    goesOn.at(), Event.Level.INFO, "Goes on after " + Numbers.duration(goesOn.waited()) + ".");
        }
        return event;
    }
}
