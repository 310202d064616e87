package dev.dynolift.catalog;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a selection of tables leaves behind: the other tables, and whatever cannot be without them.
 *
 * @param objects where the catalog has them
 * @param names what they are called, as {@code quote_ident} writes it; a table's part with a space behind the table
 * @param relations those that are relations, as {@link Names#qualified} quotes them
 * @param missed what somebody may miss beside the tables themselves: "view public.totals"
 * @param parts how many others go with the tables, by kind: sequences, partitions
 */
public record Omissions(
        Set<Address> objects,
        Set<String> names,
        Set<String> relations,
        List<String> missed,
        SortedMap<String, Long> parts) {

    /** Kinds of which nobody misses one whose table is not there. */
    private static final Set<String> PARTS = Set.of("sequence", "partition");

    /** The oid of pg_class. */
    public static final long RELATIONS = 1259;

    /** The oid of pg_constraint. */
    public static final long CONSTRAINTS = 2606;

    /** Nothing is left behind. */
    public static final Omissions NONE = new Omissions(Set.of(), Set.of(), Set.of(), List.of(), new TreeMap<>());

    public Omissions {
        objects = Set.copyOf(objects);
        names = Set.copyOf(names);
        relations = Set.copyOf(relations);
        missed = List.copyOf(missed);
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /**
     * Where an object's row is.
     *
     * @param catalog the oid of the catalog that has it: 1259 is pg_class
     */
    public record Address(long catalog, long oid) {}

    private record Found(
            Address address,
            String kind,
            String name,
            long owner,
            boolean indispensable,
            boolean missed,
            String quoted) {}

    /**
     * Looks them up.
     *
     * @param all what the session sees, with nothing left out
     * @throws DynoliftException (INPUT) when a name matches nothing, or a selected table cannot be without another one
     */
    public static Omissions of(Session session, Catalog all, TableSelection selection) {
        if (selection.isEverything()) {
            return NONE;
        }
        List<Table> kept = selection.of(session, all.tables());
        Set<Long> keptOids = new HashSet<>();
        for (Table table : kept) {
            keptOids.add(table.oid());
            table.leaves().forEach(leaf -> keptOids.add(leaf.oid()));
        }
        List<Long> left = all.tables().stream()
                .map(Table::oid)
                .filter(oid -> !keptOids.contains(oid))
                .toList();
        List<Found> found = session.query(
                SqlFile.of(Omissions.class, "omitted.sql")
                        .with("tables", Names.array(left))
                        .text(),
                Omissions::found);
        requireComplete(found, keptOids);
        Set<Long> oids = found.stream().map(one -> one.address().oid()).collect(Collectors.toSet());
        List<Found> beside = found.stream()
                .filter(one -> one.missed()
                        && !oids.contains(one.owner())
                        && !left.contains(one.address().oid()))
                .toList();
        return new Omissions(
                found.stream().map(Found::address).collect(Collectors.toSet()),
                found.stream().map(Found::name).collect(Collectors.toSet()),
                found.stream()
                        .map(Found::quoted)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()),
                beside.stream()
                        .filter(one -> !PARTS.contains(one.kind()))
                        .map(one -> one.kind() + " " + one.name())
                        .toList(),
                beside.stream()
                        .filter(one -> PARTS.contains(one.kind()))
                        .collect(Collectors.groupingBy(Found::kind, TreeMap::new, Collectors.counting())));
    }

    /** A table's column or constraint cannot be left out without making it another table. */
    private static void requireComplete(List<Found> found, Set<Long> kept) {
        List<String> incomplete = found.stream()
                .filter(one ->
                        !one.quoted().isEmpty() && kept.contains(one.address().oid())
                                || one.indispensable() && kept.contains(one.owner()))
                .map(one -> one.kind() + " " + one.name())
                .toList();
        if (!incomplete.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the selected tables cannot be without others: " + String.join(", ", incomplete),
                    "they inherit from a table that was not selected, or a type, default or check of theirs needs it",
                    "Select that table, too.");
        }
    }

    private static Found found(ResultSet row) throws SQLException {
        String schema = Optional.ofNullable(row.getString(8)).orElse("");
        return new Found(
                new Address(row.getLong(1), row.getLong(2)),
                row.getString(3),
                Optional.ofNullable(row.getString(4)).orElse(""),
                row.getLong(5),
                row.getBoolean(6),
                row.getBoolean(7),
                schema.isEmpty() ? "" : Names.qualified(schema, row.getString(9)));
    }

    public boolean isNothing() {
        return objects.isEmpty();
    }

    /** Whether an object of the catalog is left behind. */
    public boolean has(long catalog, long oid) {
        return objects.contains(new Address(catalog, oid));
    }

    /** The rest of a catalog. */
    public Catalog rest(Catalog all) {
        return isNothing()
                ? all
                : new Catalog(
                        all.tables().stream()
                                .filter(table -> !relations.contains(table.quoted()))
                                .toList(),
                        all.sequences().stream()
                                .filter(sequence -> !relations.contains(sequence.quoted()))
                                .toList(),
                        all.definitions().without(names));
    }
}
