package dev.dynolift.engine;

import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.copy.CopyRecord;
import dev.dynolift.copy.TablesMovedException;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ArrivalProof;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.ObjectComparison.ObjectDifference;
import dev.dynolift.verify.TableComparison;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Proves that a clone holds every row of its source, and names the rows that it does not. */
final class CloneProof {

    private static final int NAMED_AT_MOST = 20;

    private final StandingSource standing;
    private final Method method;
    private final Extent extent;
    private final EngineSettings settings;
    private final EventListener events;
    private final Moment arrived;
    private final ArrivalProof arrival;

    /** @param extent of rows alone the definitions are somebody else's: how they differ is told, no more */
    CloneProof(
            StandingSource standing,
            Method method,
            Extent extent,
            Database target,
            EngineSettings settings,
            EventListener events) {
        this.standing = standing;
        this.method = method;
        this.extent = extent;
        this.settings = settings;
        this.events = events;
        this.arrived = Moment.passing(target);
        this.arrival =
                new ArrivalProof(standing.moment(), arrived, standing.catalog().tables(), settings.jobs(), events);
    }

    /** The part that can begin while other tables are still copied. */
    ArrivalProof arrival() {
        return arrival;
    }

    private String next() {
        String repair = "`dynolift " + extent.verification() + " --repair` mends these rows";
        return method.isResumable()
                ? "Find out who wrote: to the target, or to a source that was said to be quiet. Then " + repair
                        + ", and this command again proves the copy and ends it."
                : repair + ". Then find out who wrote to the target.";
    }

    private void judge(List<ObjectDifference> differences) {
        List<ObjectDifference> ours = differences.stream()
                .filter(difference -> !extent.rowsOnly() || difference.isOfState())
                .toList();
        ours.forEach(difference -> events.on(difference.event()));
        if (!ours.isEmpty()) {
            throw DifferenceReport.of(ours);
        }
        if (!differences.isEmpty()) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "The target's definitions, which were there before, differ from the source's: "
                            + differences.stream()
                                    .limit(NAMED_AT_MOST)
                                    .map(difference ->
                                            difference.kind() + " " + difference.name() + " " + difference.what())
                                    .collect(Collectors.joining("; "))
                            + (differences.size() > NAMED_AT_MOST
                                    ? "; and " + (differences.size() - NAMED_AT_MOST) + " more."
                                    : ".")));
        }
    }

    private ObjectComparison.Outcome objects(Session from, Session to, SequenceStates sequences) {
        if (standing.omissions().isNothing()) {
            return ObjectComparison.compare(from, standing.catalog(), to, sequences);
        }
        Set<String> relations = new HashSet<>();
        for (Table table : standing.catalog().tables()) {
            relations.add(table.quoted());
            table.leaves().forEach(leaf -> relations.add(leaf.quoted()));
        }
        return ObjectComparison.compareTables(
                from,
                to,
                relations,
                standing.omissions().names(),
                standing.catalog().sequences(),
                sequences);
    }

    /**
     * Compares all rows, then what stands beside them.
     *
     * @param sent what the copy sent, hashed on its way
     * @param sequences where they should stand; asked for when all rows are equal
     * @param inDoubt whether the source may have changed since rows were sent: then it is read again too
     * @throws TablesMovedException when the source has lost the rows of its moment, so that nothing is proved
     * @throws DynoliftException (DIFFERENCES) naming tables and keys
     */
    void run(CopyRecord sent, Supplier<SequenceStates> sequences, boolean inDoubt) {
        List<Table> tables = standing.catalog().tables();
        List<Table> doubtful = inDoubt
                ? tables
                : arrival.check(tables, sent.byTable(), sent.largeRows().keySet())
                        .doubtful();
        TableComparison.Outcome outcome =
                new TableComparison(standing.moment(), arrived, settings.jobs(), events).compare(doubtful);
        if (!outcome.equal()) {
            requireUnmoved(outcome);
            throw DifferenceReport.of(outcome.differing(), outcome.differences(), next());
        }
        SequenceStates expected = sequences.get();
        try (Session from = standing.moment().open("compare");
                Session to = arrived.open("compare")) {
            judge(objects(from, to, expected).differences());
        }
    }

    /** Rows that only seem to be missing at the source are no difference. */
    private void requireUnmoved(TableComparison.Outcome outcome) {
        if (!standing.moment().isHeld()) {
            return;
        }
        List<String> differing = outcome.tables().stream()
                .filter(table -> table.differing() > 0)
                .map(TableComparison.TableOutcome::table)
                .toList();
        List<String> moved = standing.moved().stream().map(Table::label).toList();
        if (moved.containsAll(differing)) {
            throw new TablesMovedException(differing);
        }
    }
}
