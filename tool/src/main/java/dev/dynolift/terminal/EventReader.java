package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns the lines that {@link dev.dynolift.event.EventLines} writes back into events. A newer program's unknown events
 * are passed over and its unknown fields ignored, so that an older one can still watch it. Thread-safe.
 */
public final class EventReader {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<String, Class<?>> KINDS = Arrays.stream(Event.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, kind -> kind));

    private EventReader() {}

    /** The event that a line holds; empty when it holds none, or one that this version does not know. */
    public static Optional<Event> parse(String line) {
        try {
            JsonNode node = line.startsWith("{") ? MAPPER.readTree(line) : MAPPER.missingNode();
            Class<?> kind = KINDS.get(node.path("event").asString(""));
            return kind == null ? Optional.empty() : Optional.of(event(kind, node));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a line says that it is an event, of a kind known or not: such a line is no message for people. */
    public static boolean looksLikeEvent(String line) {
        return line.startsWith("{\"event\":");
    }

    /**
     * Starts a thread that hands each event of a child process on, in the order of its lines, until the stream ends.
     * Join it to know that everything has been handed on.
     *
     * @param otherLines gets each line that is no event
     */
    public static Thread follow(InputStream lines, EventListener events, Consumer<String> otherLines) {
        Thread thread = new Thread(() -> read(lines, events, otherLines), "events of a child");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Hands each event on until the stream ends or its process is gone. */
    public static void read(InputStream lines, EventListener events, Consumer<String> otherLines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Optional<Event> event = parse(line);
                if (event.isPresent()) {
                    events.on(event.get());
                } else if (!looksLikeEvent(line)) {
                    otherLines.accept(line);
                }
            }
        } catch (IOException e) {
            // The child was killed or its pipe closed under us: its exit code tells that story.
            return;
        }
    }

    private static Event event(Class<?> kind, JsonNode node) {
        RecordComponent[] components = kind.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], components[i].getName(), node);
        }
        try {
            return (Event) kind.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(kind + " cannot be made from a line", e);
        }
    }

    private static Object value(Class<?> type, String name, JsonNode node) {
        if (type == Duration.class) {
            return Duration.ofMillis(node.path(name + "Millis").asLong(0));
        }
        JsonNode field = node.path(name);
        if (type == Instant.class) {
            return Instant.parse(field.asString(""));
        }
        if (type == long.class) {
            return field.asLong(0);
        }
        if (type == int.class) {
            return field.asInt(0);
        }
        if (type == boolean.class) {
            return field.asBoolean(false);
        }
        if (type.isEnum()) {
            return constant(type, field.asString(""));
        }
        return field.asString("");
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + " " + name));
    }
}
