package dev.dynolift.catalog;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a database holds, in as many queries for one table as for twenty thousand, and without a lock that outlasts
 * a query.
 */
public final class CatalogReader {

    private static final SqlFile TABLES = OfTheApp.sqlFile(CatalogReader.class, "tables.sql");
    private static final SqlFile LEAVES = SqlFile.of(CatalogReader.class, "leaves.sql");
    private static final SqlFile COLUMNS = SqlFile.of(CatalogReader.class, "columns.sql");
    private static final SqlFile KEYS = SqlFile.of(CatalogReader.class, "keys.sql");
    private static final SqlFile SEQUENCES = OfTheApp.sqlFile(CatalogReader.class, "sequences.sql");

    private final Session session;

    /** Thousands of tables have the same few names and types of columns; each is kept once. */
    private final Map<String, String> words = new HashMap<>();

    private CatalogReader(Session session) {
        this.session = session;
    }

    /** Reads all tables and sequences of the app. */
    public static Catalog read(Session session) {
        return new CatalogReader(session).read();
    }

    private Catalog read() {
        // First: what changes while we read on is noticed later.
        Definitions definitions = Definitions.read(session);
        return new Catalog(
                tables(),
                session.query(SEQUENCES.text(), row -> new Sequence(row.getString(1), row.getString(2))),
                definitions);
    }

    private List<Table> tables() {
        List<TableRow> rows = session.query(TABLES.text(), CatalogReader::tableRow);
        List<Long> all = rows.stream().map(TableRow::oid).toList();
        List<Long> partitioned =
                rows.stream().filter(TableRow::partitioned).map(TableRow::oid).toList();
        Map<Long, List<Column>> columns = byTable(COLUMNS, all, this::column);
        Map<Long, List<List<String>>> keys = byTable(KEYS, all, this::key);
        Map<Long, List<Partition>> partitions = byTable(LEAVES, partitioned, CatalogReader::partition);
        List<Table> tables = new ArrayList<>(rows.size());
        for (TableRow row : rows) {
            List<Partition> own = row.partitioned()
                    ? partitions.getOrDefault(row.oid(), List.of())
                    : List.of(row.asItsOwnPartition());
            tables.add(new Table(
                    row.oid(),
                    row.schema(),
                    row.name(),
                    row.partitioned(),
                    row.related(),
                    own.stream().mapToLong(Partition::bytesInAll).sum(),
                    row.estimatedRows(),
                    columns.getOrDefault(row.oid(), List.of()),
                    keys.getOrDefault(row.oid(), List.of(List.of())).get(0),
                    own.stream().map(Partition::leaf).toList()));
        }
        return tables;
    }

    /** What a query tells of tables, each row with its table's oid first. */
    private <T> Map<Long, List<T>> byTable(SqlFile file, List<Long> tables, Session.RowReader<T> reader) {
        Map<Long, List<T>> byTable = new HashMap<>();
        if (!tables.isEmpty()) {
            String oids = Names.array(tables);
            session.query(file.with("tables", oids).text(), row -> byTable.computeIfAbsent(
                            row.getLong(1), table -> new ArrayList<>())
                    .add(reader.read(row)));
        }
        return byTable;
    }

    private record TableRow(
            long oid,
            String schema,
            String name,
            boolean partitioned,
            long bytes,
            long estimatedRows,
            long filenode,
            long heapBytes,
            boolean related,
            long outOfLineBytes) {

        Partition asItsOwnPartition() {
            return new Partition(new Leaf(oid, schema, name, heapBytes, outOfLineBytes, filenode), bytes);
        }
    }

    private static TableRow tableRow(ResultSet row) throws SQLException {
        return new TableRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getBoolean(9),
                row.getLong(10));
    }

    /** @param bytesInAll with what it holds out of line, without indexes */
    private record Partition(Leaf leaf, long bytesInAll) {}

    private static Partition partition(ResultSet row) throws SQLException {
        Leaf leaf = new Leaf(
                row.getLong(2), row.getString(3), row.getString(4), row.getLong(5), row.getLong(7), row.getLong(6));
        return new Partition(leaf, row.getLong(8));
    }

    private Column column(ResultSet row) throws SQLException {
        return new Column(
                once(row.getString(2)),
                once(row.getString(3)),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                Column.Bulk.valueOf(row.getString(8)));
    }

    private List<String> key(ResultSet row) throws SQLException {
        List<String> names = new ArrayList<>();
        for (String name : (String[]) row.getArray(2).getArray()) {
            names.add(once(name));
        }
        return names;
    }

    private String once(String word) {
        return words.computeIfAbsent(word, same -> same);
    }
}
