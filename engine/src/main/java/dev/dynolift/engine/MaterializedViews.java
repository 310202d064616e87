package dev.dynolift.engine;

import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
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
        while (!waiting.isEmpty()) {
            List<String> failed = new ArrayList<>();
            DatabaseException reason = null;
            for (String view : waiting) {
                try {
                    receiver.execute("REFRESH MATERIALIZED VIEW " + view);
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
}
