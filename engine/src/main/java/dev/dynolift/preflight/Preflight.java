package dev.dynolift.preflight;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Says all at once what stands in the way of a move. Changes nothing: every check runs in a read-only transaction.
 * Usage: {@code new Preflight(source, target, Kind.COPY, settings, events).run()} before the first change.
 */
public final class Preflight {

    static final List<Check> CHECKS = List.of(
            new Versions(),
            new ClientPrograms(List.of("pg_dump")),
            new Pool(),
            new Standbys(),
            new Connections(),
            new Rights(),
            new Roles(),
            new RowSecurity(),
            new ReplicaRight(),
            new Emptiness(),
            new Room(Room::ofThisMachine),
            new LockTable(),
            new ServerSettings(),
            new Encodings(),
            new Collations(),
            new TextScan(),
            new Extensions(),
            new ExtensionRows(),
            new Expressions(),
            new SystemViews(),
            new MachineFunctions(),
            new EventTriggers(),
            new FiringTriggers(),
            new PreparedTransactions(),
            new LongTransactions(Duration.ofMinutes(5)),
            new Vacuums(),
            new Replication(),
            new LargeObjects(),
            new Keys(),
            new ColumnTypes(),
            new UnmovableText(),
            new Unfinished(),
            new BrokenChecks(),
            new ForeignTables(),
            new UnloggedTables(),
            new Tablespaces());

    private final Database source;
    private final Database target;
    private final Kind kind;
    private final TableSelection selection;
    private final EngineSettings settings;
    private final EventListener events;

    /** Of a move of all tables, see below. */
    public Preflight(Database source, Database target, Kind kind, EngineSettings settings, EventListener events) {
        this(source, target, kind, TableSelection.ALL, settings, events);
    }

    /**
     * @param selection the tables that are moved
     * @param events is told warnings and infos as notes by {@link #run}, and how far a long look is
     */
    public Preflight(
            Database source,
            Database target,
            Kind kind,
            TableSelection selection,
            EngineSettings settings,
            EventListener events) {
        this.source = source;
        this.target = target;
        this.kind = kind;
        this.selection = selection;
        this.settings = settings;
        this.events = events;
    }

    /**
     * Looks, tells what is worth a note, and stops the move when something blocks it.
     *
     * @return the warnings and infos, for a report
     * @throws DynoliftException (GATE) with every blocking finding
     */
    public Report run() {
        Report report = look();
        report.tell(events);
        report.throwIfBlocked(options());
        return report;
    }

    private String options() {
        return kind.options() + (selection.isEverything() ? "" : " " + selection.options());
    }

    /** Only looks. */
    public Report look() {
        List<Finding> findings = new ArrayList<>();
        try (Session from = open(Side.SOURCE, source);
                Session to = open(Side.TARGET, target)) {
            Omissions omissions =
                    selection.isEverything() ? Omissions.NONE : Omissions.of(from, CatalogReader.read(from), selection);
            Sides sides = new Sides(source, target, from, to, kind, settings.jobs(), begun(to), events, omissions);
            for (Check check : CHECKS) {
                look(check, sides, findings);
            }
        }
        return new Report(findings);
    }

    /** The record of a way back does not count: it stands in the app's own database, which is never overwritten. */
    private static boolean begun(Session target) {
        return ProgressStore.isInstalled(target)
                && new ProgressStore(Direction.FORWARD).method(target).isPresent();
    }

    private Session open(Side side, Database database) {
        try {
            return database.open("preflight");
        } catch (DatabaseException e) {
            Pool.refused(side, e).ifPresent(finding -> new Report(List.of(finding)).throwIfBlocked(options()));
            throw e;
        }
    }

    private static void look(Check check, Sides sides, List<Finding> findings) {
        sides.source().execute("BEGIN READ ONLY");
        sides.target().execute("BEGIN READ ONLY");
        try {
            check.look(sides, findings::add);
        } catch (DatabaseException e) {
            if (e.code() == ErrorCode.NETWORK) {
                throw e;
            }
            // A server that forbids a look at one thing must not hide what else is in the way.
            findings.add(Finding.warning(
                    Side.HERE, "the " + check.subject() + " could not be looked at", e.what() + ": " + e.why(), ""));
        } finally {
            sides.source().rollback();
            sides.target().rollback();
        }
    }
}
