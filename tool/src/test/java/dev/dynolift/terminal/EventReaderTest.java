package dev.dynolift.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventLines;
import java.io.ByteArrayInputStream;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventReaderTest {

    private static final Instant AT = Instant.parse("2026-11-21T08:47:24.123456Z");

    static List<Class<?>> everyKind() {
        return List.of(Event.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void every_kind_of_event_survives_the_way_through_a_line(Class<?> kind) throws ReflectiveOperationException {
        Event event = sample(kind);
        assertThat(EventReader.parse(EventLines.toLine(event))).contains(event);
    }

    @Test
    void names_of_the_world_survive() {
        Event event = new Event.DifferenceFound(AT, "Größe \"x\"\\\n\t\u0001 表", "{\"id\": 1}", "changed");
        assertThat(EventReader.parse(EventLines.toLine(event))).contains(event);
    }

    @Test
    void a_newer_programs_fields_and_events_are_passed_over() {
        assertThat(EventReader.parse(
                        "{\"event\":\"FenceStep\",\"at\":\"" + AT + "\",\"step\":\"s\",\"tookMillis\":7,\"new\":[1]}"))
                .contains(new Event.FenceStep(AT, "s", Duration.ofMillis(7)));
        assertThat(EventReader.parse("{\"event\":\"MoonRose\",\"at\":\"" + AT + "\"}"))
                .isEmpty();
        assertThat(EventReader.parse("{\"event\":\"StageFinished\",\"at\":\"" + AT + "\",\"outcome\":\"PAUSED\"}"))
                .isEmpty();
    }

    @Test
    void a_broken_line_is_no_event() {
        for (String line : List.of("", "hello", "{", "{\"event\":\"Note\",\"at\":\"yest", "[1]", "{\"event\":{}}")) {
            assertThat(EventReader.parse(line)).as(line).isEmpty();
        }
    }

    @Test
    void a_childs_lines_arrive_in_order_and_its_other_talk_apart() throws InterruptedException {
        List<Event> expected = IntStream.range(0, 1_000)
                .<Event>mapToObj(number -> new Event.VerifyProgress(AT, "orders", number, 1_000))
                .toList();
        String text = expected.stream().map(EventLines::toLine).collect(Collectors.joining("\n"))
                + "\nWARNING: something else\n{\"event\":\"Unknown\"}\n{\"event\":\"No";
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        List<String> others = Collections.synchronizedList(new ArrayList<>());
        EventReader.follow(new ByteArrayInputStream(text.getBytes(UTF_8)), events::add, others::add)
                .join();
        assertThat(events).isEqualTo(expected);
        assertThat(others).containsExactly("WARNING: something else");
    }

    /** A different value for each component, so that two of a kind cannot be taken for each other. */
    private static Event sample(Class<?> kind) throws ReflectiveOperationException {
        RecordComponent[] components = kind.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], i);
        }
        return (Event) kind.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object value(Class<?> type, int number) {
        if (type == Instant.class) {
            return AT.plusMillis(number);
        }
        if (type == Duration.class) {
            return Duration.ofMillis(40 + number);
        }
        if (type == long.class) {
            return 5_000_000_000L + number;
        }
        if (type == int.class) {
            return 70 + number;
        }
        if (type == boolean.class) {
            return number % 2 == 0;
        }
        return type.isEnum() ? type.getEnumConstants()[1] : "text " + number;
    }
}
