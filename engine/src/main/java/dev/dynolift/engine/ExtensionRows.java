package dev.dynolift.engine;

import dev.dynolift.catalog.ExtensionTable;
import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.SequenceHandover;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Carries the app's own rows in tables of extensions, as pg_dump does: right after the extensions are made, as indexes and
 * views may need them. What cannot go is told, and the copy goes on: on RDS such tables belong to somebody else.
 */
final class ExtensionRows {

    private static final SqlFile MISSING = SqlFile.of(ExtensionRows.class, "extension_rows_missing.sql");

    private ExtensionRows() {}

    static void carry(Session sender, Session receiver, EventListener events) {
        Map<String, ExtensionTable> there = ExtensionTable.byName(receiver);
        for (ExtensionTable table : ExtensionTable.read(sender)) {
            ExtensionTable twin = there.get(table.name());
            try {
                if (table.acts() || !table.sequence() && table.count(sender) == 0) {
                    continue;
                }
                if (table.sequence() && twin != null) {
                    SequenceHandover.run(receiver, SequenceStates.named(sender, List.of(table.name())));
                } else if (twin != null) {
                    carryRows(sender, receiver, table, twin, events);
                } else if (!table.sequence()) {
                    events.on(missing(table, "the target's version of " + table.extension() + " has no such table"));
                }
            } catch (DatabaseException e) {
                if (e.isTransient()) {
                    throw e;
                }
                events.on(missing(table, e.why()));
            }
        }
    }

    /** By a table of our own, as a newer version may have rows of its own that were the app's at the source. */
    private static void carryRows(
            Session sender, Session receiver, ExtensionTable table, ExtensionTable twin, EventListener events) {
        Transactions.run(receiver, () -> {
            receiver.execute("CREATE TEMP TABLE carried ON COMMIT DROP AS SELECT " + table.columns() + " FROM "
                    + table.name() + " WITH NO DATA");
            sender.copyTo(receiver, table.ownRows(), "carried", CopyFormat.TEXT, (bytes, from, length) -> {});
            // An earlier run of ours may have been killed behind this.
            receiver.execute("DELETE FROM " + twin.whereOwn());
            receiver.execute("INSERT INTO " + table.name() + " (" + table.columns()
                    + ") OVERRIDING SYSTEM VALUE SELECT * FROM carried" + " ON CONFLICT DO NOTHING");
            long missing = receiver.number(MISSING.with("columns", table.columns())
                    .with("table", table.name())
                    .text());
            if (missing > 0) {
                events.on(missing(table, missing + " of its rows stand there already, and otherwise"));
            }
        });
    }

    private static Event missing(ExtensionTable table, String why) {
        return new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                "Rows of your own in " + table.name() + ", which belongs to the extension " + table.extension()
                        + ", did not go over: " + why + ". By hand, as somebody who may write there: "
                        + table.command());
    }
}
