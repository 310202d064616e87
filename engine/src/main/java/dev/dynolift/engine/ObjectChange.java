package dev.dynolift.engine;

import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ObjectComparison.DefinedObject;
import java.util.Objects;
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

    /** The kind of what columns may be made of. */
    static final String ENUM = "enum";

    private static final String DEFAULT = "column default";
    private static final String NOT_NULL = "column not null";

    /** Kinds that are made anew over what is there without harm. */
    private static final Set<String> REPLACEABLE = Set.of("function", "procedure", "window function", "view", DEFAULT);

    /** Rules that rows obey. One that the sender has given up would refuse its rows at the receiver. */
    private static final Set<String> RULES =
            Set.of("index", "check constraint", "unique constraint", "exclusion constraint", NOT_NULL);

    /** Rounds wait while its rows are read. */
    private static final long LARGE = 1L << 30;

    /** What happened, a clause: "index public.orders_placed_idx is new". */
    String words() {
        return name + (now == null ? " is gone" : before ? " is another one" : " is new");
    }

    /** Whether the receiver has no need of it: somebody has made the same change there, so far as all majors say alike. */
    boolean isDoneAlready() {
        if (now == null || there == null) {
            return now == null && there == null;
        }
        boolean same = there.facts().equals(now.facts());
        // What was replaced may be alike in all facts.
        return same && (!before && !kind().equals(DEFAULT) || there.definition().equals(now.definition()));
    }

    /** Why it is not for us to do at the receiver; or nothing. */
    Optional<String> refusal(Session receiver, String statement) {
        if (statement.isEmpty()) {
            return Optional.of("this kind of change is not followed");
        }
        boolean rule = RULES.contains(kind());
        if (now == null) {
            return rule || kind().equals(DEFAULT) || kind().equals("foreign key")
                    ? Optional.empty()
                    : Optional.of("whether it is still needed there is not known");
        }
        if (REPLACEABLE.contains(kind()) || kind().equals(ENUM)) {
            return Optional.empty();
        }
        if (!rule || now.definition().contains(" ON ONLY ")) {
            return Optional.of("this kind of change is not followed");
        }
        boolean large =
                receiver.yes("SELECT coalesce(pg_table_size(to_regclass(?)) > ?, false)", now.relation(), LARGE);
        return large ? Optional.of("rounds would wait while its table is read") : Optional.empty();
    }

    /** What makes the same change at the receiver; empty where that cannot be said. */
    String statement(Session sender, Session receiver) {
        if (now == null) {
            return dropping();
        }
        return switch (kind()) {
            case "view" ->
                sender.text(
                        "SELECT 'CREATE OR REPLACE VIEW ' || ? || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')"
                                + " || ' AS ' || pg_get_viewdef(oid) FROM pg_class WHERE oid = to_regclass(?)",
                        now.name(),
                        now.name());
            case "check constraint", "unique constraint", "exclusion constraint", "foreign key" ->
                anew("ALTER TABLE " + now.relation() + " ADD CONSTRAINT " + ownName(now) + " " + now.definition());
            case ENUM ->
                there == null
                        ? "CREATE TYPE " + now.name() + " AS ENUM (" + now.facts() + ")"
                        : EnumLabels.read(receiver, now.name())
                                .alteredTo(EnumLabels.read(sender, now.name()), now.name());
            case DEFAULT, NOT_NULL -> ofColumn(now) + now.definition();
            case "index" -> anew(now.definition());
            case "trigger", "rule", "statistics", "function", "procedure", "window function" -> now.definition();
            default -> "";
        };
    }

    /** After what is in its place, if anything is. */
    private String anew(String statement) {
        return there == null ? statement : dropping() + "; " + statement;
    }

    private String dropping() {
        if (there == null) {
            return "";
        }
        return switch (kind()) {
            case "index" -> "DROP INDEX " + there.name();
            case "check constraint", "unique constraint", "exclusion constraint", "foreign key" ->
                "ALTER TABLE " + there.relation() + " DROP CONSTRAINT " + ownName(there);
            case DEFAULT -> ofColumn(there) + "DROP DEFAULT";
            case NOT_NULL -> ofColumn(there) + "DROP NOT NULL";
            default -> "";
        };
    }

    private static String ofColumn(DefinedObject setting) {
        return "ALTER TABLE " + setting.relation() + " ALTER COLUMN " + setting.facts() + " ";
    }

    /** A constraint's, which stands behind its table's. */
    private static String ownName(DefinedObject constraint) {
        return constraint.name().substring(constraint.name().lastIndexOf(' ') + 1);
    }

    private String kind() {
        return Objects.requireNonNull(now == null ? there : now).kind();
    }
}
