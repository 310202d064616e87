package dev.dynolift.engine;

import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ObjectComparison.DefinedObject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something of the sender's beside its tables that came, went or became another.
 *
 * @param name with its kind: "index public.orders_placed_idx"
 * @param now what the sender has; null when it is gone
 * @param before whether the sender had one of that name
 * @param there what the receiver has of that name
 */
record ObjectChange(
        String name,
        @Nullable DefinedObject now,
        boolean before,
        @Nullable DefinedObject there) {

    /** Kinds that "CREATE OR REPLACE" makes anew without harm. */
    private static final Set<String> REPLACEABLE = Set.of("function", "procedure", "window function", "view");

    /** Rounds wait while an index is built. */
    private static final long LARGE = 1L << 30;

    /** What happened, a clause: "index public.orders_placed_idx is new". */
    String words() {
        return name + (now == null ? " is gone" : before ? " is another one" : " is new");
    }

    /** Whether the receiver has no need of it: somebody has made the same change there, so far as all majors say alike. */
    boolean isDoneAlready() {
        if (now == null) {
            return there == null;
        }
        boolean same = there != null && there.facts().equals(now.facts());
        return same && (!before || !isReplaceable());
    }

    /** Why it is not for us to do at the receiver; or nothing. */
    Optional<String> refusal(Session receiver) {
        if (now == null) {
            return isIndex() ? Optional.empty() : Optional.of("whether it is still needed there is not known");
        }
        if (isReplaceable()) {
            return Optional.empty();
        }
        if (!isIndex() || there != null || now.definition().contains(" ON ONLY ")) {
            return Optional.of("this kind of change is not followed");
        }
        boolean large =
                receiver.yes("SELECT coalesce(pg_table_size(to_regclass(?)) > ?, false)", now.relation(), LARGE);
        return large ? Optional.of("rounds would wait while it is built") : Optional.empty();
    }

    /** What makes the same change at the receiver; empty where that cannot be said in one statement. */
    String statement(Session sender) {
        if (now == null) {
            return isIndex() ? "DROP INDEX IF EXISTS " + bare() : "";
        }
        return switch (now.kind()) {
            case "view" ->
                sender.text(
                        "SELECT 'CREATE OR REPLACE VIEW ' || ? || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')"
                                + " || ' AS ' || pg_get_viewdef(oid) FROM pg_class WHERE oid = to_regclass(?)",
                        bare(),
                        bare());
            case "check constraint", "unique constraint", "exclusion constraint", "foreign key" ->
                "ALTER TABLE "
                        + now.relation() + " ADD CONSTRAINT "
                        + now.name().substring(now.name().lastIndexOf(' ') + 1) + " " + now.definition();
            case "index", "trigger", "rule", "statistics", "function", "procedure", "window function" ->
                now.definition();
            default -> "";
        };
    }

    private boolean isIndex() {
        return name.startsWith("index ");
    }

    private boolean isReplaceable() {
        return now != null && REPLACEABLE.contains(now.kind());
    }

    /** The name without its kind. */
    private String bare() {
        return now == null ? name.substring("index ".length()) : now.name();
    }
}
