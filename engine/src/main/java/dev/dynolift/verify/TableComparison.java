package dev.dynolift.verify;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.Difference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares every row of tables at one moment of either side. Each side reads its rows once, hashes their text where they
 * are and sends three numbers a part; only where these differ is a table read again, to name its rows. Needs neither keys
 * nor an order nor memory for rows.
 */
public final class TableComparison {

    /** SQLSTATEs of a row whose text the server cannot make: too long, or too much memory asked for. */
    private static final Set<String> TOO_LARGE = Set.of("54000", "XX000", "53200");

    private final Moment source;
    private final Moment target;
    private final int jobs;
    private final EventListener events;
    private final Optional<ChangedSince> writes;
    private volatile long rowsRead;

    /**
     * Prepares a comparison.
     *
     * @param jobs sessions on each side
     */
    public TableComparison(Moment source, Moment target, int jobs, EventListener events) {
        this(source, target, jobs, events, Optional.empty());
    }

    /** @param writes what one side has changed since both were equal: that is no difference */
    public TableComparison(
            Moment source, Moment target, int jobs, EventListener events, Optional<ChangedSince> writes) {
        this.writes = writes;
        this.source = source;
        this.target = target;
        this.jobs = jobs;
        this.events = events;
    }

    /**
     * What one table came to.
     *
     * @param table the label that people use
     * @param rows of the source
     * @param rowsAtTarget of the target
     * @param differing how many rows differ; 1 where the table as such does
     * @param changedSince how many keys have other rows, as one side has changed them since both were equal
     */
    public record TableOutcome(String table, long rows, long rowsAtTarget, long differing, long changedSince) {}

    /** What all tables came to. */
    public static final class Outcome {

        private final List<TableOutcome> tables;
        private final List<Difference> differences;
        private final List<ComparedTable> differing;
        private final long missing;

        private Outcome(
                List<TableOutcome> tables, List<Difference> differences, List<ComparedTable> differing, long missing) {
            this.missing = missing;
            this.tables = List.copyOf(tables);
            this.differences = List.copyOf(differences);
            this.differing = List.copyOf(differing);
        }

        /** In the order in which they were given. */
        public List<TableOutcome> tables() {
            return tables;
        }

        /** The first thousand of each table. */
        public List<Difference> differences() {
            return differences;
        }

        public boolean equal() {
            return tables.stream().allMatch(table -> table.differing() == 0);
        }

        /** Rows of the source that were compared. */
        public long rows() {
            return tables.stream().mapToLong(TableOutcome::rows).sum();
        }

        /** How many rows differ, named or not. */
        public long differing() {
            return tables.stream().mapToLong(TableOutcome::differing).sum();
        }

        /** How many keys have other rows, as one side has changed them since both were equal. */
        public long changedSince() {
            return tables.stream().mapToLong(TableOutcome::changedSince).sum();
        }

        /** Labels of the tables whose rows can be mended: both sides have them, with the same columns. */
        public Set<String> mendable() {
            return differing.stream().map(table -> table.source().label()).collect(Collectors.toSet());
        }

        /** Whether the target has none of the tables at all. */
        public boolean nothingThere() {
            return !tables.isEmpty() && missing == tables.size();
        }

        /** Tables that both sides have, with rows that differ. */
        List<ComparedTable> differingTables() {
            return differing;
        }
    }

    /** Compares tables of the source with those of the same names at the target. */
    public Outcome compare(List<Table> tables) {
        if (tables.isEmpty()) {
            return new Outcome(List.of(), List.of(), List.of(), 0);
        }
        Map<String, Table> there;
        try (Session session = target.open("compare")) {
            there = CatalogReader.read(session).tables().stream()
                    .collect(Collectors.toMap(Table::quoted, Function.identity()));
        }
        List<TableOutcome> outcomes = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        List<ComparedTable> compared = new ArrayList<>();
        for (Table table : tables) {
            Table other = there.get(table.quoted());
            List<Difference> ofDefinition = definition(table, other);
            if (other != null && ofDefinition.isEmpty()) {
                compared.add(new ComparedTable(table, other));
            } else {
                outcomes.add(new TableOutcome(table.label(), 0, 0, ofDefinition.size(), 0));
                differences.addAll(ofDefinition);
            }
        }
        sum(compared);
        List<ComparedTable> differing = new ArrayList<>();
        for (ComparedTable table : compared) {
            RowMerge.Outcome rows = table.differs()
                    ? new RowNaming(source, target, jobs, writes).name(table)
                    : new RowMerge.Outcome(List.of(), 0, 0);
            boolean isChangedAlone = rows.differing() == 0 && rows.changed() > 0;
            if (table.differs() && !isChangedAlone) {
                differing.add(table);
            }
            outcomes.add(new TableOutcome(
                    table.source().label(),
                    table.expected().rows(),
                    table.found().rows(),
                    table.differs() && !isChangedAlone ? Math.max(1, rows.differing()) : 0,
                    rows.changed()));
            differences.addAll(rows.named());
        }
        differences.forEach(difference -> events.on(new Event.DifferenceFound(
                Instant.now(),
                difference.table(),
                difference.key(),
                difference.kind().word())));
        return new Outcome(
                inOrder(tables, outcomes),
                differences,
                differing,
                tables.stream()
                        .filter(table -> !there.containsKey(table.quoted()))
                        .count());
    }

    /** Whether a row's text may be longer than the server can make, so that values have to be hashed one by one. */
    static boolean isOfTooLargeRow(DatabaseException e) {
        return TOO_LARGE.contains(e.sqlState()) && !e.isLackOfLocks();
    }

    private static List<Difference> definition(Table table, @Nullable Table other) {
        if (other == null) {
            return List.of(new Difference(table.label(), "(the whole table)", Kind.MISSING));
        }
        Set<String> here = names(table);
        Set<String> there = names(other);
        List<Difference> differences = new ArrayList<>();
        here.stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> differences.add(new Difference(table.label(), "(column " + name + ")", Kind.MISSING)));
        there.stream()
                .filter(name -> !here.contains(name))
                .forEach(name -> differences.add(new Difference(table.label(), "(column " + name + ")", Kind.SURPLUS)));
        return differences;
    }

    private static Set<String> names(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void sum(List<ComparedTable> tables) {
        long expected = tables.stream()
                .mapToLong(table -> table.source().estimatedRows())
                .sum();
        List<ComparedTable> pending = tables;
        while (!pending.isEmpty()) {
            List<Part> parts = new ArrayList<>();
            pending.stream()
                    .sorted(Comparator.comparingLong(
                                    (ComparedTable table) -> table.source().bytes())
                            .reversed())
                    .forEach(table -> {
                        parts.addAll(Part.of(table, true, jobs));
                        parts.addAll(Part.of(table, false, jobs));
                    });
            new Scans(source, target, jobs).run(parts, (session, part) -> sum(session, part, expected));
            pending = pending.stream().filter(ComparedTable::beginsAgain).toList();
            List<ComparedTable> again = pending;
            rowsRead = tables.stream()
                    .filter(table -> !again.contains(table))
                    .mapToLong(table -> table.expected().rows())
                    .sum();
        }
    }

    private void sum(Session session, Part part, long expected) {
        Digest digest;
        try {
            digest = Digest.of(session, part.table().hashes().query(part.from()));
        } catch (DatabaseException e) {
            if (!isOfTooLargeRow(e) || !part.table().isTooLarge()) {
                throw e;
            }
            return;
        }
        part.table().add(part.atSource(), digest);
        told(part, digest.rows(), expected);
    }

    /** What is told at the end is what the result says: rows of the source, whatever the target has. */
    private synchronized void told(Part part, long rows, long expected) {
        if (part.atSource()) {
            rowsRead += rows;
        }
        events.on(new Event.VerifyProgress(
                Instant.now(), part.table().source().label(), rowsRead, Math.max(expected, rowsRead)));
    }

    private static List<TableOutcome> inOrder(List<Table> tables, List<TableOutcome> outcomes) {
        Map<String, Integer> places = new HashMap<>();
        tables.forEach(table -> places.put(table.label(), places.size()));
        return outcomes.stream()
                .sorted(Comparator.comparingInt(outcome -> places.getOrDefault(outcome.table(), 0)))
                .toList();
    }
}
