package dev.dynolift.plan;

import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts a section of the plan file together, in order. Not thread-safe. */
final class SectionBuilder {

    private final Map<String, Node> entries = new LinkedHashMap<>();
    private List<String> notes = List.of();

    /** Comment lines above the next entry. */
    SectionBuilder note(String... lines) {
        notes = List.of(lines);
        return this;
    }

    /** A value that people do not choose; it carries no comment, which is how it is told from a choice. */
    SectionBuilder fact(String key, Object content) {
        return put(key, Value.of(content, ""));
    }

    SectionBuilder choice(String key, Choice<?> choice) {
        return put(key, Value.of(content(choice.value()), choice.comment()));
    }

    SectionBuilder section(String key, SectionBuilder section) {
        return put(key, section.build());
    }

    <T> SectionBuilder items(String key, List<T> things, Function<T, SectionBuilder> write) {
        return put(
                key,
                new Items(
                        0,
                        List.of(),
                        things.stream().map(thing -> write.apply(thing).build()).toList()));
    }

    Section build() {
        return new Section(0, List.of(), entries);
    }

    private SectionBuilder put(String key, Node node) {
        entries.put(key, node.withNotes(notes));
        notes = List.of();
        return this;
    }

    private static Object content(Object value) {
        if (value instanceof Integer whole) {
            return whole.longValue();
        }
        return value instanceof Enum<?> word ? Choice.word(word) : value;
    }
}
