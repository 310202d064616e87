package dev.dynolift.engine;

import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.copy.CopyRecord;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ArrivalProof;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.TableComparison;
import java.util.List;

/** Proves that a clone holds every row of its source, and names the rows that it does not. */
final class CloneProof {

    private static final String NEXT =
            "`dynolift data verify --repair` mends these rows. Then find out who wrote: to the"
                    + " target, or to a source that was said to be quiet.";

    private final StandingSource standing;
    private final EngineSettings settings;
    private final EventListener events;
    private final Moment arrived;
    private final ArrivalProof arrival;

    CloneProof(StandingSource standing, Database target, EngineSettings settings, EventListener events) {
        this.standing = standing;
        this.settings = settings;
        this.events = events;
        this.arrived = Moment.passing(target);
        this.arrival = new ArrivalProof(standing.moment(), arrived, settings.jobs(), events);
    }

    /** The part that can begin while other tables are still copied. */
    ArrivalProof arrival() {
        return arrival;
    }

    /**
     * Compares all rows, then what stands beside them.
     *
     * @param sent what the copy sent, hashed on its way
     * @param sequences where they were set to
     * @param inDoubt whether the source may have changed since rows were sent: then it is read again too
     * @throws DynoliftException (DIFFERENCES) naming tables and keys
     */
    void run(CopyRecord sent, SequenceStates sequences, boolean inDoubt) {
        List<Table> tables = standing.catalog().tables();
        List<Table> doubtful =
                inDoubt ? tables : arrival.check(tables, sent.byTable()).doubtful();
        TableComparison.Outcome outcome =
                new TableComparison(standing.moment(), arrived, settings.jobs(), events).compare(doubtful);
        if (!outcome.equal()) {
            throw DifferenceReport.of(outcome.differing(), outcome.differences(), NEXT);
        }
        try (Session from = standing.moment().open("compare");
                Session to = arrived.open("compare")) {
            ObjectComparison.Outcome objects = ObjectComparison.compare(from, standing.catalog(), to, sequences);
            if (!objects.equal()) {
                throw DifferenceReport.of(objects.differences());
            }
        }
    }
}
