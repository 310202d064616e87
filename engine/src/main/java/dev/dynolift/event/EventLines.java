package dev.dynolift.event;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;

/**
 * Writes events as lines of JSON, one flat object each: {@code {"event":"RoundFinished","at":"…","number":3,…}}. Times
 * are ISO 8601, durations milliseconds under the component's name with {@code Millis} appended.
 */
public final class EventLines {

    private EventLines() {}

    /** The event as one line without a line end. */
    public static String toLine(Event event) {
        StringJoiner line = new StringJoiner(",", "{", "}");
        line.add("\"event\":" + quote(event.getClass().getSimpleName()));
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            Object value = read(event, component);
            String name = component.getName();
            if (value instanceof Duration duration) {
                line.add(quote(name + "Millis") + ":" + duration.toMillis());
            } else if (value instanceof Number || value instanceof Boolean) {
                line.add(quote(name) + ":" + value);
            } else if (value instanceof Instant instant) {
                line.add(quote(name) + ":" + quote(instant.toString()));
            } else {
                line.add(quote(name) + ":" + quote(String.valueOf(value)));
            }
        }
        return line.toString();
    }

    private static Object read(Event event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " of an event is not readable", e);
        }
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
