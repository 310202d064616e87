package dev.dynolift.catalog;

import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a database holds. */
public final class CatalogReader {

    private static final SqlFile TABLES = OfTheApp.sqlFile(CatalogReader.class, "tables.sql");
    private static final SqlFile LEAVES = SqlFile.of(CatalogReader.class, "leaves.sql");
    private static final SqlFile COLUMNS = SqlFile.of(CatalogReader.class, "columns.sql");
    private static final SqlFile KEY = SqlFile.of(CatalogReader.class, "key.sql");
    private static final SqlFile SEQUENCES = OfTheApp.sqlFile(CatalogReader.class, "sequences.sql");

    private CatalogReader() {}

    /** Reads all tables and sequences of the app. */
    public static Catalog read(Session session) {
        // First: what changes while we read on is noticed later.
        Definitions definitions = Definitions.read(session);
        List<Table> tables = new ArrayList<>();
        for (TableRow row : session.query(TABLES.text(), CatalogReader::tableRow)) {
            tables.add(table(session, row));
        }
        return new Catalog(
                tables,
                session.query(SEQUENCES.text(), row -> new Sequence(row.getString(1), row.getString(2))),
                definitions);
    }

    private static Table table(Session session, TableRow row) {
        String oid = Long.toString(row.oid());
        List<Column> columns = session.query(
                COLUMNS.with("table_oid", oid).text(),
                column -> new Column(
                        column.getString(1),
                        column.getString(2),
                        column.getBoolean(3),
                        column.getBoolean(4),
                        column.getBoolean(5),
                        column.getBoolean(6),
                        Column.Bulk.valueOf(column.getString(7))));
        List<List<String>> keys = session.query(KEY.with("table_oid", oid).text(), key -> strings(key.getArray(2)));
        List<Leaf> leaves = row.partitioned()
                ? session.query(LEAVES.with("table_oid", oid).text(), CatalogReader::leaf)
                : List.of(new Leaf(
                        row.oid(), row.schema(), row.name(), row.heapBytes(), row.outOfLineBytes(), row.filenode()));
        return new Table(
                row.oid(),
                row.schema(),
                row.name(),
                row.partitioned(),
                row.related(),
                row.bytes(),
                row.estimatedRows(),
                columns,
                keys.isEmpty() ? List.of() : keys.get(0),
                leaves);
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
            long outOfLineBytes) {}

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

    private static Leaf leaf(ResultSet row) throws SQLException {
        return new Leaf(
                row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(6), row.getLong(5));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
