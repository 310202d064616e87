package dev.dynolift.cli;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes on what a person should be told while the work goes on: each note once, and no row that differs, because a
 * command's result or its error names those.
 */
final class NewsForPeople implements EventListener {

    private final EventListener view;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    NewsForPeople(EventListener view) {
        this.view = view;
    }

    @Override
    public void on(Event event) {
        boolean named = event instanceof Event.DifferenceFound || event instanceof Event.ObjectDiffers;
        boolean repeated = event instanceof Event.Note note && !said.add(note.text());
        if (!named && !repeated) {
            view.on(event);
        }
    }
}
