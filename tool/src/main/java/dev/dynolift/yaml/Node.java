package dev.dynolift.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a document. Immutable. Lines count from 1; 0 stands for a node that was not read from a file. */
public sealed interface Node {

    int line();

    /** The comment lines that stand directly above it, without {@code #} and the blank after it. */
    List<String> notes();

    /** The same node with other comment lines above it. */
    Node withNotes(List<String> notes);

    /** A mapping, in order. The notes of a whole document stand at its end; those at its top belong to the first entry. */
    record Section(int line, List<String> notes, Map<String, Node> entries) implements Node {

        public Section {
            notes = List.copyOf(notes);
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public @Nullable Node get(String key) {
            return entries.get(key);
        }

        /** What tells this section from its siblings in a list: its {@code name}. */
        public Optional<String> name() {
            return entries.get("name") instanceof Value value && value.content() != null
                    ? Optional.of(String.valueOf(value.content()))
                    : Optional.empty();
        }

        @Override
        public Section withNotes(List<String> others) {
            return new Section(line, others, entries);
        }
    }

    /** A list of mappings, each with a {@code name} of its own. */
    record Items(int line, List<String> notes, List<Section> sections) implements Node {

        public Items {
            notes = List.copyOf(notes);
            sections = List.copyOf(sections);
        }

        /** The section of that name. */
        public Optional<Section> named(String name) {
            return sections.stream()
                    .filter(section -> section.name().filter(name::equals).isPresent())
                    .findFirst();
        }

        @Override
        public Items withNotes(List<String> others) {
            return new Items(line, others, sections);
        }
    }

    /**
     * A scalar, or a list of scalars on one line.
     *
     * @param content a String, Long, Double, Boolean, a List of Strings, or null for nothing
     * @param comment what follows it behind {@code #}, continued lines joined; empty when nothing does
     */
    record Value(int line, List<String> notes, @Nullable Object content, String comment) implements Node {

        public Value {
            notes = List.copyOf(notes);
        }

        /** A value that was not read from a file. */
        public static Value of(Object content, String comment) {
            return new Value(0, List.of(), content, comment);
        }

        @Override
        public Value withNotes(List<String> others) {
            return new Value(line, others, content, comment);
        }
    }
}
