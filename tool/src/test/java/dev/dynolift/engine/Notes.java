package dev.dynolift.engine;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an engine told people, its level first: "WARNING Definitions at the source have changed". Thread-safe. */
final class Notes implements EventListener {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void on(Event event) {
        if (event instanceof Event.Note note) {
            told.add(note.level() + " " + note.text());
        }
    }

    List<String> told() {
        return told;
    }

    void forget() {
        told.clear();
    }
}
