package dev.dynolift.preflight;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.SqlFile;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads all text of a source without an encoding, and names the rows whose text is not UTF-8. */
final class TextScan implements Check {

    private static final SqlFile SCAN = SqlFile.of(TextScan.class, "text_scan.sql");

    /** UTF-8 in hexadecimal: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
    private static final String UTF8 =
            "'^([0-7].|(c[2-9a-f]|d.)[89ab].|e0[ab].[89ab].|(e[1-9abcef])([89ab].){2}|ed[89].[89ab]."
                    + "|f0[9ab].([89ab].){2}|f[123]([89ab].){3}|f48.([89ab].){2})*$'";

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (!Encodings.isUnknown(sides)) {
            return;
        }
        List<Table> tables = sides.catalog().tables();
        int done = 0;
        for (Table table : tables) {
            sides.events()
                    .on(new Event.StageProgress(
                            Instant.now(), "preflight", table.label(), done, tables.size(), "tables"));
            for (Leaf leaf : table.leaves()) {
                scan(sides, table, leaf, found);
            }
            done++;
        }
    }

    private static void scan(Sides sides, Table table, Leaf leaf, Consumer<Finding> found) {
        sides.source().execute("SAVEPOINT scan");
        try {
            List<String> rows = sides.source()
                    .query(query(table, leaf), row -> "row " + row.getString(1) + " in " + row.getString(2));
            if (!rows.isEmpty()) {
                found.accept(
                        Finding.blocking(
                                Side.SOURCE,
                                table.label() + " has text that is not UTF-8: " + String.join(", ", rows)
                                        + (rows.size() < 3 ? "" : " and perhaps more"),
                                "The target, and everything that is sent on the way, takes UTF-8 only.",
                                "Rewrite it, for example: UPDATE … SET column = convert(column::bytea, 'LATIN1', 'UTF8')::text."));
            }
        } catch (DatabaseException e) {
            sides.source().execute("ROLLBACK TO SAVEPOINT scan");
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "the text of " + table.label() + " could not be scanned",
                    e.why() + ".",
                    "If it holds text that is not UTF-8, the move ends with an error there."));
        }
    }

    private static String query(Table table, Leaf leaf) {
        String columns = table.columns().stream().map(TextScan::nameIfBroken).collect(Collectors.joining(", "));
        return SCAN.with("key", table.keyText("t"))
                .with("columns", columns)
                .with("schema", leaf.schema())
                .with("table", leaf.name())
                .with("utf8", UTF8)
                .text();
    }

    private static String nameIfBroken(Column column) {
        return "CASE WHEN encode(convert_to(t." + Names.quote(column.name()) + "::text, 'SQL_ASCII'), 'hex') !~ " + UTF8
                + " THEN " + Names.literal(column.name()) + " END";
    }
}
