package dev.dynolift.preflight;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.util.List;

/**
 * What a check can ask.
 *
 * @param source a session there
 * @param target a session there
 * @param jobs connections to each side that will do the work
 * @param begun whether the target holds our own unfinished move
 */
record Sides(
        Database sourceDatabase,
        Database targetDatabase,
        Session source,
        Session target,
        Kind kind,
        int jobs,
        boolean begun,
        EventListener events) {

    int sourceMajor() {
        return major(source);
    }

    int targetMajor() {
        return major(target);
    }

    Session session(Side side) {
        return side == Side.SOURCE ? source : target;
    }

    /** The names, or whatever the first column is, that a file beside this class finds at a side. */
    List<String> names(Side side, String file) {
        return session(side).query(OfTheApp.sqlFile(Sides.class, file).text(), row -> row.getString(1));
    }

    private static int major(Session session) {
        return (int) session.number("SELECT current_setting('server_version_num')::int / 10000");
    }
}
