package dev.dynolift.engine;

import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.util.ArrayList;
import java.util.List;

/** Fills the target's materialized views that are filled at the source; they are derived, so they are not copied. */
final class MaterializedViews {

    private MaterializedViews() {}

    /** One may read another: what fails is tried again after the rest, as long as anything succeeds. */
    static void refresh(Session sender, Session receiver) {
        List<String> waiting = sender.query(
                "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'm' AND c.relispopulated AND n.nspname NOT IN ('pg_catalog', 'dynolift')"
                        + " ORDER BY c.oid",
                row -> row.getString(1));
        // One that reads a table which was not selected is not there.
        waiting.removeIf(view -> !receiver.yes("SELECT to_regclass(?) IS NOT NULL", view));
        String path = sender.text("SELECT reset_val FROM pg_settings WHERE name = 'search_path'");
        while (!waiting.isEmpty()) {
            List<String> failed = new ArrayList<>();
            DatabaseException reason = null;
            for (String view : waiting) {
                try {
                    refresh(receiver, view, path);
                } catch (DatabaseException e) {
                    failed.add(view);
                    reason = e;
                }
            }
            if (reason != null && failed.size() == waiting.size()) {
                throw reason;
            }
            waiting = failed;
        }
    }

    /** A view may call a function that finds its tables on the app's search path only; from PostgreSQL 17 on it must set it itself. */
    private static void refresh(Session receiver, String view, String path) {
        String refresh = "REFRESH MATERIALIZED VIEW " + view;
        try {
            receiver.execute(refresh);
        } catch (DatabaseException e) {
            if (!e.sqlState().startsWith("42")) {
                throw e;
            }
            Transactions.run(receiver, () -> receiver.execute("SET LOCAL search_path = " + path + "; " + refresh));
        }
    }
}
