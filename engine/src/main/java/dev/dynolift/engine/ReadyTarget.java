package dev.dynolift.engine;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.catalog.Sequence;
import dev.dynolift.catalog.Table;
import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.preflight.Finding;
import dev.dynolift.preflight.Severity;
import dev.dynolift.preflight.Side;
import dev.dynolift.verify.InTheWay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A target whose tables somebody else has made: whether rows can go into them as they are. */
public final class ReadyTarget {

    /** As many as one query looks into: each is locked while it runs. */
    private static final int TABLES_AT_ONCE = 200;

    private ReadyTarget() {}

    /**
     * Looks before anything of a copy is there; where one was begun already, its own rows stand in no way.
     *
     * @param selection the tables whose rows are wanted
     * @return what blocks, as a preflight says it; empty when rows can go there
     */
    public static Optional<Finding> look(Database source, Database target, TableSelection selection) {
        try {
            requireBefore(source, target, selection);
            return Optional.empty();
        } catch (DynoliftException e) {
            if (e.code() != ErrorCode.GATE) {
                throw e;
            }
            return Optional.of(new Finding(Severity.BLOCKING, Side.TARGET, e.what(), e.why(), e.next()));
        }
    }

    /** As {@link #require}, before anything of a copy is there, so that a refusal leaves nothing behind. */
    static void requireBefore(Database source, Database target, TableSelection selection) {
        try (Session from = source.open("gate");
                Session to = target.open("gate")) {
            if (!ProgressStore.isInstalled(to)) {
                Catalog all = CatalogReader.read(from);
                require(Omissions.of(from, all, selection).rest(all), target, to);
            }
        }
    }

    /**
     * Looks before the first row.
     *
     * @throws DynoliftException (GATE) with all that does not fit, is not empty, or would change rows as they arrive
     */
    static void require(Catalog source, Database database, Session receiver) {
        Catalog target = CatalogReader.read(receiver);
        Map<String, Table> there =
                target.tables().stream().collect(Collectors.toMap(Table::quoted, Function.identity()));
        List<String> misfits = new ArrayList<>();
        List<Table> fitting = new ArrayList<>();
        for (Table expected : source.tables()) {
            Table found = there.get(expected.quoted());
            if (found == null) {
                misfits.add(expected.label() + " is missing");
                continue;
            }
            misfits.addAll(misfits(expected, found));
            fitting.add(found);
        }
        filled(receiver, fitting).forEach(label -> misfits.add(label + " has rows already"));
        Set<Sequence> sequences = Set.copyOf(target.sequences());
        source.sequences().stream()
                .filter(sequence -> !sequences.contains(sequence))
                .forEach(sequence ->
                        misfits.add("the sequence " + sequence.schema() + "." + sequence.name() + " is missing"));
        if (receiver.yes("SELECT EXISTS (SELECT FROM pg_largeobject_metadata)")) {
            misfits.add("there are large objects already");
        }
        if (!misfits.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the target's tables do not fit the source's",
                    String.join("; ", misfits),
                    "Make them as they are at the source and empty; or select tables (--tables, --without-tables).");
        }
        requireQuiet(database, fitting);
    }

    private static List<String> filled(Session receiver, List<Table> tables) {
        List<String> filled = new ArrayList<>();
        for (List<Table> batch : Batches.of(tables, TABLES_AT_ONCE)) {
            filled.addAll(receiver.query(
                    batch.stream()
                            .map(table -> "SELECT " + Names.literal(table.label()) + " WHERE EXISTS (SELECT FROM "
                                    + table.only() + ")")
                            .collect(Collectors.joining(" UNION ALL ")),
                    row -> row.getString(1)));
        }
        return filled;
    }

    private static List<String> misfits(Table expected, Table found) {
        List<String> misfits = new ArrayList<>();
        Map<String, String> here = columns(expected);
        Map<String, String> there = columns(found);
        Set<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            String type = here.get(name);
            String other = there.get(name);
            String column = expected.label() + "." + name;
            if (type == null) {
                misfits.add(column + " exists at the target only");
            } else if (other == null) {
                misfits.add(column + " is missing");
            } else if (!type.equals(other)) {
                misfits.add(column + " is " + other + " there, " + type + " here");
            }
        }
        if (!leaves(expected).equals(leaves(found))) {
            misfits.add(expected.label() + " has other partitions");
        }
        return misfits;
    }

    private static Map<String, String> columns(Table table) {
        Map<String, String> columns = new TreeMap<>();
        for (Column column : table.columns()) {
            // Heroku keeps extensions in a schema of its own.
            String type = column.type().replaceFirst("^(heroku_ext|public)\\.", "");
            columns.put(column.name(), type + (column.generated() ? ", generated" : ""));
        }
        return columns;
    }

    private static Set<String> leaves(Table table) {
        return table.leaves().stream().map(Leaf::quoted).collect(Collectors.toSet());
    }

    /** Asks in a session of its own: the role stays with the session. */
    private static void requireQuiet(Database target, List<Table> tables) {
        try (Session session = target.open("gate")) {
            boolean replica = ReplicaRole.tryToTake(session);
            List<String> statements = InTheWay.look(session, tables, replica);
            if (!statements.isEmpty()) {
                throw new DynoliftException(
                        ErrorCode.GATE,
                        "foreign keys, triggers or rules of the target stand in the way of the rows",
                        replica
                                ? "they fire whatever a session says"
                                : "the role may not set session_replication_role, so they would refuse or change rows",
                        "Take them out of the way until the copy is done: " + String.join("; ", statements) + ".");
            }
        }
    }

    /** Takes back the rows of a copy whose moment is gone; the tables were empty before it. */
    static void empty(Database target, Session receiver) {
        Set<String> leaves =
                new HashSet<>(receiver.query("SELECT DISTINCT leaf_name FROM dynolift.chunk", row -> row.getString(1)));
        try (Session session = target.open("copy")) {
            ReplicaRole.tryToTake(session);
            for (String leaf : leaves) {
                Transactions.run(session, () -> session.execute("DELETE FROM ONLY " + leaf));
            }
        }
        receiver.execute(
                "DELETE FROM dynolift.chunk; DELETE FROM dynolift.copied_again; DELETE FROM dynolift.large_row");
        if (receiver.yes("SELECT EXISTS (SELECT FROM dynolift.large_object_range)")) {
            // The target had none: the check before the first run saw to that.
            receiver.query("SELECT lo_unlink(oid) FROM pg_largeobject_metadata", row -> row.getInt(1));
            receiver.execute("DELETE FROM dynolift.large_object_range");
        }
    }
}
