package dev.dynolift.verify;

import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Foreign keys, triggers and rules that stand in a repair's way, taken out and put back within its one transaction: a
 * cascade would delete rows of other tables, a trigger would change what has just been mended.
 */
public record InTheWay(List<String> restore) {

    /** What {@link #suspend} would run. */
    public static List<String> look(Session target, List<Table> tables, boolean asReplica) {
        return statements(target, tables, asReplica).stream()
                .map(statement -> statement[0])
                .toList();
    }

    /** Takes them out; as a replica, only what fires even there. */
    static InTheWay suspend(Session target, List<Table> tables, boolean asReplica) {
        List<String> restore = new ArrayList<>();
        for (String[] statement : statements(target, tables, asReplica)) {
            target.execute(statement[0]);
            restore.add(0, statement[1]);
        }
        return new InTheWay(restore);
    }

    private static List<String[]> statements(Session target, List<Table> tables, boolean asReplica) {
        String names = tables.stream()
                .map(table -> '"' + table.quoted().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
        return target.query(
                SqlFile.of(InTheWay.class, "in_the_way.sql")
                        .with("tables", names)
                        .with("as_replica", Boolean.toString(asReplica))
                        .text(),
                row -> new String[] {row.getString(1), row.getString(2)});
    }

    /** Puts them back; a foreign key is checked against the rows that are there now. */
    void restore(Session target) {
        target.execute("SET CONSTRAINTS ALL IMMEDIATE");
        restore.forEach(target::execute);
    }
}
