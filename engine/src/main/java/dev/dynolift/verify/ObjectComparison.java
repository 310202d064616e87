package dev.dynolift.verify;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.catalog.Sequence;
import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two databases hold beside rows: tables and columns, indexes and whether they are valid, constraints and
 * whether they are validated, where sequences stand, triggers, views, functions, types and the rarer kinds. Names and
 * plain facts are compared on all majors. What a server prints as SQL is compared only between equal majors: others print
 * the same thing differently.
 */
public final class ObjectComparison {

    private ObjectComparison() {}

    /**
     * Something that the sides do not have alike.
     *
     * @param what how they differ, a clause
     */
    public record ObjectDifference(String kind, String name, String what) {

        /** The kind of what is no definition, but holds data of its own. */
        public static final String LARGE_OBJECT = "large object";

        /** The kind of a table that belongs to an extension and has rows of the app's. */
        static final String EXTENSION_ROWS = "table of an extension";

        private static final String STATE = "stands at ";

        /** As news for whoever watches. */
        public Event event() {
            return new Event.ObjectDiffers(Instant.now(), kind, name, what);
        }

        /** Whether it is only about where a sequence stands. */
        public boolean isOfState() {
            return kind.equals("sequence") && what.startsWith(STATE);
        }

        /** Whether it is about what a large object holds, or how many there are. */
        public boolean isOfLargeObject() {
            return kind.startsWith(LARGE_OBJECT);
        }

        /** Whether only the second side has it. */
        public boolean isBeyond() {
            return what.startsWith("exists at the ");
        }

        /** Whether it is about the app's rows in a table of an extension. */
        public boolean isOfExtensionRows() {
            return kind.equals(EXTENSION_ROWS);
        }
    }

    /** How many objects of a kind there are: "index". */
    public record KindCount(String kind, long source, long target) {}

    /** What the comparison found, ordered by kind and name. */
    public record Outcome(List<KindCount> counts, List<ObjectDifference> differences) {

        public Outcome {
            counts = List.copyOf(counts);
            differences = List.copyOf(differences);
        }

        public boolean equal() {
            return differences.isEmpty();
        }

        /** The same with what another look has found. */
        public Outcome with(List<ObjectDifference> more) {
            List<ObjectDifference> all = new ArrayList<>(differences);
            all.addAll(more);
            return new Outcome(counts, all);
        }

        /** The same without what is none of the question. */
        public Outcome without(Predicate<ObjectDifference> these) {
            return new Outcome(
                    counts, differences.stream().filter(these.negate()).toList());
        }
    }

    /** Compares all of it; sequences as they stand now, so the source's must rest. */
    public static Outcome compare(Session source, Catalog catalog, Session target) {
        return compare(source, catalog, target, SequenceStates.read(source, catalog.sequences()));
    }

    /**
     * Compares all of it where the source's sequences may move on.
     *
     * @param expected where the target's sequences should stand
     */
    public static Outcome compare(Session source, Catalog catalog, Session target, SequenceStates expected) {
        Map<Named, Facts> here = read(source);
        Map<Named, Facts> there = read(target);
        List<ObjectDifference> differences = differences(here, there, Sides.of(source, target));
        differences.addAll(sequences(catalog.sequences(), target, expected));
        return new Outcome(counts(here, there), differences);
    }

    /**
     * Compares what belongs to some tables, given by their quoted names, and the sequences that they use, as those stand
     * now: the source's must rest.
     *
     * @param omitted names of what the target was not to have
     */
    public static Outcome compareTables(
            Session source, Session target, Set<String> tables, Set<String> omitted, List<Sequence> sequences) {
        Set<String> relations = new HashSet<>(tables);
        sequences.forEach(sequence -> relations.add(sequence.quoted()));
        return compareTables(source, target, relations, omitted, sequences, SequenceStates.read(source, sequences));
    }

    /**
     * Compares what belongs to some tables, given by their quoted names, and their sequences.
     *
     * @param omitted names of what the target was not to have
     * @param sequences those of the tables
     * @param expected where the target's sequences should stand
     */
    public static Outcome compareTables(
            Session source,
            Session target,
            Set<String> tables,
            Set<String> omitted,
            List<Sequence> sequences,
            SequenceStates expected) {
        Map<Named, Facts> here = read(source);
        Map<Named, Facts> there = read(target);
        here.entrySet()
                .removeIf(object -> !tables.contains(object.getValue().relation())
                        || omitted.contains(object.getKey().name()));
        there.values().removeIf(facts -> !tables.contains(facts.relation()));
        List<ObjectDifference> differences = differences(here, there, Sides.of(source, target));
        differences.addAll(sequences(sequences, target, expected));
        return new Outcome(counts(here, there), differences);
    }

    /**
     * Something beside rows, as one side has it.
     *
     * @param relation that it hangs on, with both names quoted; empty when it hangs on none
     * @param facts that every major says alike
     * @param definition as the server prints it, which may be nothing
     */
    public record DefinedObject(String relation, String kind, String name, String facts, String definition) {}

    /** All that one side has. */
    public static List<DefinedObject> objects(Session session) {
        List<DefinedObject> objects = new ArrayList<>();
        read(session)
                .forEach((named, facts) -> objects.add(new DefinedObject(
                        facts.relation(), named.kind(), named.name(), facts.facts(), facts.definition())));
        return objects;
    }

    private record Named(String kind, String name) implements Comparable<Named> {

        @Override
        public int compareTo(Named other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : name.compareTo(other.name);
        }
    }

    private record Facts(String relation, String facts, String definition) {}

    private static Map<Named, Facts> read(Session session) {
        Map<Named, Facts> objects = new TreeMap<>();
        for (SqlFile file : List.of(
                OfTheApp.sqlFile(ObjectComparison.class, "relations.sql"),
                SqlFile.of(ObjectComparison.class, "others.sql"))) {
            session.query(
                    file.text(),
                    row -> objects.put(
                            new Named(row.getString(2), row.getString(3)),
                            new Facts(
                                    orEmpty(row.getString(1)), orEmpty(row.getString(4)), orEmpty(row.getString(5)))));
        }
        return objects;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long major(Session session) {
        return session.number("SELECT current_setting('server_version_num')::int / 10000");
    }

    private static List<ObjectDifference> differences(Map<Named, Facts> here, Map<Named, Facts> there, Sides sides) {
        List<ObjectDifference> differences = new ArrayList<>();
        Set<Named> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        for (Named name : names) {
            Facts expected = here.get(name);
            Facts found = there.get(name);
            if (expected == null) {
                differences.add(
                        new ObjectDifference(name.kind(), name.name(), "exists at the " + sides.other() + " only"));
            } else if (found == null) {
                differences.add(new ObjectDifference(name.kind(), name.name(), "is missing at the " + sides.other()));
            } else if (!expected.facts().equals(found.facts())) {
                differences.add(
                        new ObjectDifference(name.kind(), name.name(), sides.words(expected.facts(), found.facts())));
            } else if (sides.sameMajor() && !expected.definition().equals(found.definition())) {
                differences.add(new ObjectDifference(
                        name.kind(), name.name(), "has another definition at the " + sides.other()));
            }
        }
        return differences;
    }

    /** How the two sides are called: on a way back the target sends. */
    private record Sides(String one, String other, boolean sameMajor) {

        static Sides of(Session one, Session other) {
            return new Sides(one.side(), other.side(), major(one) == major(other));
        }

        /** What only one side says, out of all that both say. */
        String words(String expected, String found) {
            Set<String> here = new LinkedHashSet<>(Arrays.asList(expected.split("; ")));
            Set<String> there = new LinkedHashSet<>(Arrays.asList(found.split("; ")));
            Set<String> both = new TreeSet<>(here);
            both.retainAll(there);
            here.removeAll(both);
            there.removeAll(both);
            return one + ": " + (here.isEmpty() ? "–" : String.join("; ", here)) + ", " + other + ": "
                    + (there.isEmpty() ? "–" : String.join("; ", there));
        }
    }

    private static List<ObjectDifference> sequences(List<Sequence> sequences, Session target, SequenceStates expected) {
        Set<String> names = new HashSet<>(target.query(
                "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'S'",
                row -> Names.qualified(row.getString(1), row.getString(2))));
        List<Sequence> present = sequences.stream()
                .filter(sequence -> names.contains(sequence.quoted()))
                .toList();
        SequenceStates found = SequenceStates.read(target, present);
        List<ObjectDifference> differences = new ArrayList<>();
        for (Sequence sequence : present) {
            SequenceStates.State should = expected.byName().get(sequence.quoted());
            SequenceStates.State is = found.byName().get(sequence.quoted());
            if (should != null && is != null && !should.equals(is)) {
                differences.add(new ObjectDifference(
                        "sequence",
                        sequence.schema() + "." + sequence.name(),
                        ObjectDifference.STATE + is.lastValue() + (is.called() ? "" : ", not given out")
                                + " at the " + target.side() + "; should be " + should.lastValue()
                                + (should.called() ? "" : ", not given out")));
            }
        }
        return differences;
    }

    private static List<KindCount> counts(Map<Named, Facts> here, Map<Named, Facts> there) {
        Map<String, long[]> counts = new TreeMap<>();
        here.keySet().forEach(name -> counts.computeIfAbsent(name.kind(), kind -> new long[2])[0]++);
        there.keySet().forEach(name -> counts.computeIfAbsent(name.kind(), kind -> new long[2])[1]++);
        List<KindCount> list = new ArrayList<>();
        counts.forEach((kind, sides) -> list.add(new KindCount(kind, sides[0], sides[1])));
        return list;
    }
}
