package dev.dynolift.engine;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.catalog.Sequence;
import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.catalog.Table;
import dev.dynolift.catalog.TableSelection;
import dev.dynolift.catalog.TableSequences;
import dev.dynolift.control.Compared;
import dev.dynolift.control.Direction;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.SequenceHandover;
import dev.dynolift.large.LargeObjectCopy;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ChangedSince;
import dev.dynolift.verify.ExtensionRowsComparison;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.Repair;
import dev.dynolift.verify.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares two databases, whoever copied the one from the other: each at one moment, held as long as this is open. Reads
 * only, until a repair is asked for. Not thread-safe.
 */
public final class Verification implements AutoCloseable {

    private final Database source;
    private final Database target;
    private final TableSelection selection;
    private final int jobs;
    private final EventListener events;
    private final Stages stages;
    private final StandingSource standing;
    private final boolean fenced;
    private final TargetState state;
    private final Optional<BegunCopy> begun;

    private Verification(
            Database source,
            Database target,
            TableSelection selection,
            int jobs,
            EventListener events,
            StandingSource standing,
            boolean fenced,
            TargetState state,
            Optional<BegunCopy> begun) {
        this.source = source;
        this.target = target;
        this.selection = selection;
        this.jobs = jobs;
        this.events = events;
        this.stages = new Stages(events);
        this.standing = standing;
        this.fenced = fenced;
        this.state = state;
        this.begun = begun;
    }

    /**
     * What the comparison found.
     *
     * @param at when the source was as it was compared, by this machine's clock
     * @param fenced whether the source refuses writes, so that it is still the same
     * @param state which side the records call the newer one
     * @param writtenDown whether the side that is in use has written down which rows are changed there; they are no
     *     differences then
     * @param wasUnverified how much had been compared when a side took over without a proof that this comparison has
     *     completed; empty when there was no such handover, or this proves nothing of it
     * @param copy the command, with its options, of the copy that the target has a record of
     * @param ofAllCopied whether at least all tables of that copy were compared
     */
    public record Outcome(
            Instant at,
            boolean fenced,
            TargetState state,
            boolean writtenDown,
            Optional<Compared> wasUnverified,
            Optional<String> copy,
            boolean ofAllCopied,
            TableComparison.Outcome rows,
            ObjectComparison.Outcome objects,
            Duration took) {

        /** Whether a repair could change anything: rows of tables that are alike, or where a sequence stands. */
        public boolean isMendable() {
            return !rows.mendable().isEmpty()
                    || objects.differences().stream().anyMatch(ObjectComparison.ObjectDifference::isOfState);
        }

        public boolean equal() {
            return rows.equal() && objects.equal();
        }
    }

    /** What a repair did: rows table by table, and how many sequences. */
    public record Repaired(List<Repair.Mended> tables, long sequences) {}

    /**
     * Looks whether a comparison makes sense, and takes the source's moment.
     *
     * @param repair whether a repair is wanted: what stands in its way is said before all rows are read
     * @throws dev.dynolift.error.DynoliftException (GATE) when it would mislead or harm
     */
    public static Verification begin(
            Database source,
            Database target,
            TableSelection selection,
            boolean repair,
            int jobs,
            EventListener events) {
        boolean fenced;
        TargetState state;
        Optional<BegunCopy> begun;
        try (Session from = source.open("gate");
                Session to = target.open("gate")) {
            state = VerificationGate.forComparison(from, to);
            if (repair) {
                VerificationGate.forRepair(state, to);
            }
            begun = BegunCopy.of(to);
            note(state, events);
            fenced = Fence.stands(from);
        }
        return new Verification(
                source, target, selection, jobs, events, StandingSource.hold(source), fenced, state, begun);
    }

    private static void note(TargetState state, EventListener events) {
        String text =
                switch (state) {
                    case UNRECORDED, UNFINISHED, UNPROVED -> "";
                    case TAKEN_OVER ->
                        "The target has taken over: rows that were changed there since are no differences.";
                    case TAKEN_OVER_ELSEWHERE ->
                        "Another database than this target has taken over from the source: check the target's URL.";
                    case STAYED ->
                        "A database has taken over from the source for good: rows that were written there since count as"
                                + " differences.";
                    case GIVEN_BACK ->
                        "The way back was taken: rows that were changed at the source since are no differences.";
                    case FOLLOWING ->
                        "A live move is under way and its engine is stopped: rows changed at the source since are no"
                                + " differences. `data sync` goes on and compares every row itself.";
                };
        if (!text.isEmpty()) {
            events.on(new Event.Note(Instant.now(), Event.Level.WARNING, text));
        }
    }

    /** The position is read at the moment of the side that the rounds write to, and the log at that of the other. */
    private Optional<ChangedSince> changedSince(Moment there) {
        Optional<Direction> way = state.towardsUse();
        if (way.isEmpty()) {
            return Optional.empty();
        }
        Direction next = way.get().opposite();
        boolean atSource = next == Direction.FORWARD;
        try (Session receiver = (atSource ? there : standing.moment()).open("compare")) {
            // A side that was cleaned, or is another database than it was, does not know since when to look.
            return ProgressStore.isInstalled(receiver)
                    ? new ProgressStore(next)
                            .position(receiver)
                            .map(Position::snapshot)
                            .map(snapshot -> new ChangedSince(atSource, snapshot))
                    : Optional.empty();
        }
    }

    /** Compares all rows and objects that were selected. */
    public Outcome compare() {
        return stages.supply("compare", "Compare every row", this::compareAll);
    }

    private Outcome compareAll() {
        Instant began = Instant.now();
        Catalog catalog = standing.catalog();
        List<Table> tables = selected(catalog);
        try (Moment there = Moment.hold(target)) {
            Optional<ChangedSince> changedSince = changedSince(there);
            TableComparison.Outcome rows =
                    new TableComparison(standing.moment(), there, jobs, events, changedSince).compare(tables);
            ObjectComparison.Outcome objects;
            try (Session from = standing.moment().open("compare");
                    Session to = there.open("compare")) {
                if (state.towardsUse().isPresent()) {
                    VerificationGate.requireNoEngine(from, to);
                }
                objects = selection.isEverything()
                        ? ObjectComparison.compare(from, catalog, to).with(ExtensionRowsComparison.compare(from, to))
                        : ObjectComparison.compareTables(
                                from,
                                to,
                                tables.stream().map(Table::quoted).collect(Collectors.toSet()),
                                omitted(from, catalog, tables, to),
                                TableSequences.of(from, catalog, tables));
            }
            if (selection.isEverything()) {
                objects = objects.with(largeObjects());
            }
            if (state.towardsUse().isPresent()) {
                // Whoever uses a side moves them on.
                objects = objects.without(ObjectComparison.ObjectDifference::isOfState);
            }
            objects.differences().forEach(difference -> events.on(difference.event()));
            events.on(new Event.Compared(
                    Instant.now(),
                    rows.rows(),
                    rows.differing(),
                    objects.counts().stream()
                            .mapToLong(ObjectComparison.KindCount::source)
                            .sum(),
                    objects.differences().size()));
            return new Outcome(
                    standing.at(),
                    fenced,
                    state,
                    changedSince.isPresent(),
                    rows.equal() && selection.isEverything() ? Unverified.end(state, source, target) : Optional.empty(),
                    begun.map(BegunCopy::command),
                    selection.isEverything()
                            || begun.map(BegunCopy::tables)
                                    .filter(selection.options()::equals)
                                    .isPresent(),
                    rows,
                    objects,
                    Duration.between(began, Instant.now()));
        }
    }

    /** What a target that has the selected tables alone was not to have: foreign keys to the others, say. */
    private Set<String> omitted(Session from, Catalog catalog, List<Table> tables, Session to) {
        Set<String> others = catalog.tables().stream().map(Table::quoted).collect(Collectors.toSet());
        tables.forEach(table -> others.remove(table.quoted()));
        boolean hasOthers =
                CatalogReader.read(to).tables().stream().map(Table::quoted).anyMatch(others::contains);
        return hasOthers ? Set.of() : Omissions.of(from, catalog, selection).names();
    }

    private List<Table> selected(Catalog catalog) {
        try (Session session = standing.moment().open("selection")) {
            return selection.of(session, catalog.tables());
        }
    }

    private List<ObjectComparison.ObjectDifference> largeObjects() {
        return new LargeObjectCopy(standing.moment(), target, jobs, events)
                .differing().stream()
                        .map(number -> new ObjectComparison.ObjectDifference(
                                ObjectComparison.ObjectDifference.LARGE_OBJECT,
                                Long.toString(number),
                                "does not hold the same on both sides"))
                        .toList();
    }

    /**
     * Mends rows and sequences of the target as the comparison found them; definitions stay as they are.
     *
     * @throws dev.dynolift.error.DynoliftException when rows cannot be mended: then none were
     */
    public Repaired repair(Outcome found) {
        return stages.supply("repair", "Mend the target's rows", () -> mend(found));
    }

    private Repaired mend(Outcome found) {
        List<Repair.Mended> mended = new Repair(standing.moment(), target).run(found.rows(), selection.isEverything());
        Function<Sequence, String> name = sequence -> sequence.schema() + "." + sequence.name();
        List<String> behind = found.objects().differences().stream()
                .filter(ObjectComparison.ObjectDifference::isOfState)
                .map(ObjectComparison.ObjectDifference::name)
                .toList();
        List<Sequence> sequences = standing.catalog().sequences().stream()
                .filter(sequence -> behind.contains(name.apply(sequence)))
                .toList();
        try (Session from = standing.moment().open("repair");
                Session to = target.open("repair")) {
            SequenceHandover.run(to, SequenceStates.read(from, sequences));
        }
        return new Repaired(mended, sequences.size());
    }

    @Override
    public void close() {
        standing.close();
    }
}
