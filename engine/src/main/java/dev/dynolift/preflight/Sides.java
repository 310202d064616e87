package dev.dynolift.preflight;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.List;

/**
 * What a check can ask.
 *
 * @param source a session there
 * @param target a session there
 * @param jobs connections to each side that will do the work
 * @param begun whether the target holds our own unfinished move
 * @param omissions what of the source is left behind, as some tables were selected: no check is about those
 */
record Sides(
        Database sourceDatabase,
        Database targetDatabase,
        Session source,
        Session target,
        Kind kind,
        int jobs,
        boolean begun,
        EventListener events,
        Omissions omissions) {

    int sourceMajor() {
        return major(source);
    }

    int targetMajor() {
        return major(target);
    }

    Session session(Side side) {
        return side == Side.SOURCE ? source : target;
    }

    /** A query about the source's relations, but for those that are left behind. */
    SqlFile ofSource(String file) {
        return OfTheApp.sqlFile(Sides.class, file, omissions);
    }

    /** The source's tables and sequences, but for those that are left behind. */
    Catalog catalog() {
        return omissions.rest(CatalogReader.read(source));
    }

    /** The names, or whatever the first column is, that a file beside this class finds at a side. */
    List<String> names(Side side, String file) {
        SqlFile query = side == Side.SOURCE ? ofSource(file) : OfTheApp.sqlFile(Sides.class, file);
        return session(side).query(query.text(), row -> row.getString(1));
    }

    /** The same of the whole source: a fence stands on all of its tables, whatever is copied. */
    List<String> namesOfAll(String file) {
        return source.query(OfTheApp.sqlFile(Sides.class, file).text(), row -> row.getString(1));
    }

    private static int major(Session session) {
        return (int) session.number("SELECT current_setting('server_version_num')::int / 10000");
    }
}
