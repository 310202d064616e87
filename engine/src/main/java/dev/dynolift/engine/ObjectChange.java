package dev.dynolift.engine;

import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.verify.ObjectComparison.DefinedObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something of the sender's beside its tables that came, went or became another.
 *
 * @param name with its kind: "index public.orders_placed_idx"
 * @param kind empty where the change is only told
 * @param now what the sender has; null when it is gone
 * @param before its definition when it was followed last; null when it is new
 * @param there what the receiver has of that name
 */
record ObjectChange(
        String name,
        Optional<FollowedKind> kind,
        @Nullable DefinedObject now,
        @Nullable String before,
        @Nullable DefinedObject there) {

    private static final String NOT_KNOWN = "whether it is still needed there is not known";
    private static final String NOT_FOLLOWED = "this kind of change is not followed";

    /** Rounds wait while its rows are read. */
    private static final long LARGE = 1L << 30;

    /** What happened, a clause: "index public.orders_placed_idx is new". */
    String words() {
        return name + (now == null ? " is gone" : before == null ? " is new" : " is another one");
    }

    /** Whether the receiver has no need of it: somebody has made the same change there, so far as all majors say alike. */
    boolean isDoneAlready() {
        if (now == null || there == null) {
            return now == null && there == null;
        }
        boolean same = unswitched(there).equals(unswitched(now));
        boolean factsTell = isOf(FollowedKind.ENUM) || before == null && !isOf(FollowedKind.COLUMN_DEFAULT);
        return same && (factsTell || there.definition().equals(now.definition()));
    }

    /**
     * What takes the receiver's away where that is to be: a rule before another comes in its place, so that rows which only
     * the new one allows can arrive first.
     */
    Optional<String> dropping(Session receiver) {
        if (there == null || kind.isEmpty() || isValidation()) {
            return Optional.empty();
        }
        boolean gone = now == null;
        return switch (kind.get()) {
            case INDEX -> Optional.of("DROP INDEX " + there.name());
            case CHECK, UNIQUE, EXCLUSION, FOREIGN_KEY ->
                Optional.of("ALTER TABLE " + there.relation() + " DROP CONSTRAINT " + ownName(receiver, there));
            case DOMAIN_CONSTRAINT ->
                Optional.of("ALTER DOMAIN " + domain(receiver, there) + " DROP CONSTRAINT " + ownName(receiver, there));
            case NOT_NULL -> Optional.of(ofColumn(there, receiver) + "DROP NOT NULL");
            case COLUMN_DEFAULT -> gone ? Optional.of(ofColumn(there, receiver) + "DROP DEFAULT") : Optional.empty();
            case ENUM, FUNCTION, PROCEDURE, WINDOW_FUNCTION, VIEW -> Optional.empty();
        };
    }

    /** What makes the receiver have what the sender has, once nothing stands in its way; empty where that cannot be said. */
    String making(Session sender, Session receiver) {
        if (now == null) {
            return "";
        }
        if (kind.isEmpty()) {
            return switch (now.kind()) {
                case "trigger", "rule", "statistics" -> now.definition();
                default -> "";
            };
        }
        if (isValidation()) {
            return "ALTER TABLE " + now.relation() + " VALIDATE CONSTRAINT " + ownName(sender, now);
        }
        return switch (kind.get()) {
            case VIEW ->
                sender
                        .query(
                                "SELECT 'CREATE OR REPLACE VIEW ' || ?"
                                        + " || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')"
                                        + " || ' AS ' || pg_get_viewdef(oid) FROM pg_class WHERE oid = to_regclass(?)",
                                row -> row.getString(1),
                                now.name(),
                                now.name())
                        .stream()
                        .findFirst()
                        .orElse("");
            case CHECK, UNIQUE, EXCLUSION, FOREIGN_KEY ->
                "ALTER TABLE " + now.relation() + " ADD CONSTRAINT " + ownName(sender, now) + " " + now.definition();
            case DOMAIN_CONSTRAINT ->
                "ALTER DOMAIN " + domain(sender, now) + " ADD CONSTRAINT " + ownName(sender, now) + " "
                        + now.definition();
            case ENUM -> labels(now);
            case COLUMN_DEFAULT, NOT_NULL -> ofColumn(now, receiver) + now.definition();
            case INDEX, FUNCTION, PROCEDURE, WINDOW_FUNCTION -> now.definition();
        };
    }

    /** Why it is not for us to do at the receiver; or nothing. */
    Optional<String> refusal(Session receiver) {
        if (kind.isEmpty()) {
            return Optional.of(now == null ? NOT_KNOWN : NOT_FOLLOWED);
        }
        return now == null ? refusalToDrop(kind.get(), receiver) : refusalToMake(kind.get(), now, receiver);
    }

    private Optional<String> refusalToDrop(FollowedKind gone, Session receiver) {
        return switch (gone) {
            case INDEX ->
                there != null && !there.facts().contains("; unique")
                        ? ifLarge(
                                receiver,
                                there,
                                "it may be one that has another name now, and would take long to be built")
                        : Optional.empty();
            case ENUM, FUNCTION, PROCEDURE, WINDOW_FUNCTION, VIEW ->
                there == null ? Optional.empty() : Optional.of(NOT_KNOWN);
            case COLUMN_DEFAULT, DOMAIN_CONSTRAINT, NOT_NULL, CHECK, UNIQUE, EXCLUSION, FOREIGN_KEY -> Optional.empty();
        };
    }

    private Optional<String> refusalToMake(FollowedKind made, DefinedObject object, Session receiver) {
        return switch (made) {
            case FOREIGN_KEY ->
                isValidation()
                        ? ifLarge(receiver, object, "rounds would wait while its table is read")
                        : Optional.of("rows arrive in an order of their own, so it can be made when the move is over");
            case INDEX ->
                object.definition().contains(" ON ONLY ")
                        ? Optional.of(NOT_FOLLOWED)
                        : ifLarge(receiver, object, "rounds would wait while it is built");
            case CHECK, UNIQUE, EXCLUSION, NOT_NULL ->
                ifLarge(receiver, object, "rounds would wait while its table is read");
            case ENUM ->
                labels(object).isEmpty()
                        ? Optional.of("labels have gone or changed places, or are others there")
                        : Optional.empty();
            case FUNCTION, PROCEDURE, WINDOW_FUNCTION, VIEW, COLUMN_DEFAULT, DOMAIN_CONSTRAINT -> Optional.empty();
        };
    }

    /** Whether the same constraint, which both sides have, was only checked against the rows that are there. */
    private boolean isValidation() {
        return now != null
                && there != null
                && before != null
                && (isOf(FollowedKind.FOREIGN_KEY) || isOf(FollowedKind.CHECK))
                && before.equals("not " + now.facts() + "; " + now.definition() + " NOT VALID")
                && there.facts().equals("not " + now.facts());
    }

    /** Triggers that stand aside for our writes are switched off there. */
    private static String unswitched(DefinedObject object) {
        return object.kind().equals("trigger") ? object.facts().replaceFirst("^[a-z ]+; ", "") : object.facts();
    }

    boolean isOf(FollowedKind wanted) {
        return kind.filter(wanted::equals).isPresent();
    }

    /** The receiver's type has to have the labels that the sender's had. */
    private String labels(DefinedObject type) {
        EnumLabels wanted = EnumLabels.parse(type.definition());
        if (there == null) {
            return "CREATE TYPE " + type.name() + " AS ENUM (" + wanted.literals() + ")";
        }
        EnumLabels then = EnumLabels.parse(before == null ? "" : before);
        return then.readAs(EnumLabels.parse(there.definition())) ? wanted.since(then, type.name()) : "";
    }

    /** With the tables that are parts of it. */
    private static Optional<String> ifLarge(Session receiver, DefinedObject object, String reason) {
        long bytes = receiver.number(
                SqlFile.of(ObjectChange.class, "family_size.sql").text(), object.relation());
        return bytes > LARGE ? Optional.of(reason) : Optional.empty();
    }

    private String ofColumn(DefinedObject setting, Session receiver) {
        boolean alone = receiver.yes(
                SqlFile.of(ObjectChange.class, "alone.sql").text(),
                setting.relation(),
                isOf(FollowedKind.COLUMN_DEFAULT));
        return "ALTER TABLE " + (alone ? "ONLY " : "") + setting.relation() + " ALTER COLUMN " + setting.facts() + " ";
    }

    /** A constraint's name stands behind its table's or domain's, and either may hold anything. */
    private static String ownName(Session session, DefinedObject constraint) {
        return named(session, constraint, 1);
    }

    private static String domain(Session session, DefinedObject constraint) {
        return named(session, constraint, 2);
    }

    private static String named(Session session, DefinedObject constraint, int column) {
        return session.one(
                SqlFile.of(ObjectChange.class, "constraint_names.sql").text(),
                row -> row.getString(column),
                constraint.name());
    }
}
