package dev.dynolift.engine;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.control.Direction;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.schema.SchemaTransfer;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.ObjectComparison.DefinedObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a deploy makes, alters or drops at the sender beside tables and columns: defaults, indexes, constraints,
 * triggers, views, functions, types and the rarer kinds. No row depends on it, so nothing has to stop: what can be repeated without
 * harm is done at the receiver, and all else is told with the statement that does it there. What the sender had is kept at
 * the receiver, so that changes are seen which were made while no engine ran. Not thread-safe.
 */
final class ObjectWatch {

    /** Tables and keys stop or adjust the rounds (see {@link Adjustment}); the others are nobody's loss. */
    private static final Set<String> NOT_LOOKED_AT =
            Set.of("table", "partitioned table", "primary key", "large objects", "comment");

    private final Direction direction;
    private final Session sender;
    private final Session receiver;
    private final EventListener events;
    private @Nullable String seen;

    ObjectWatch(Direction direction, Session sender, Session receiver, EventListener events) {
        this.direction = direction;
        this.sender = sender;
        this.receiver = receiver;
        this.events = events;
    }

    /** Keeps what the sender has when a move begins; an engine that was killed then may have done so already. */
    void begin() {
        if (kept().isEmpty()) {
            keep(texts(read(sender)));
        }
    }

    /**
     * Looks whether anything has changed, which costs next to nothing as long as nothing has, and returns whether the
     * receiver is another one now.
     *
     * @param tablesFollowed throws where tables have changed too and the receiver does not have that yet: what was made
     *     for them comes after them
     */
    boolean look(Runnable tablesFollowed) {
        String digest = sender.text(
                OfTheApp.sqlFile(ObjectWatch.class, "objects_digest.sql").text());
        if (digest.equals(seen)) {
            return false;
        }
        boolean done = follow(tablesFollowed);
        seen = digest;
        return done;
    }

    /** Looks at types alone: columns that are new may be of a new one. */
    void lookAtTypes() {
        Map<String, String> then = kept();
        if (!then.isEmpty()) {
            SortedMap<String, DefinedObject> now = read(sender);
            Map<String, String> texts = texts(now);
            Set<String> types = changed(then, texts);
            types.removeIf(name -> !isType(name));
            if (!types.isEmpty()) {
                follow(types, then, now);
                types.forEach(name -> then.merge(name, texts.getOrDefault(name, ""), (was, is) -> is));
                keep(then);
            }
        }
    }

    private boolean follow(Runnable tablesFollowed) {
        Map<String, String> then = kept();
        SortedMap<String, DefinedObject> now = read(sender);
        Map<String, String> texts = texts(now);
        Set<String> others = changed(then, texts);
        if (others.isEmpty()) {
            return false;
        }
        boolean done = false;
        if (!then.isEmpty()) {
            Set<String> types = new TreeSet<>(others);
            types.removeIf(name -> !isType(name));
            others.removeAll(types);
            done = follow(types, then, now);
            if (!others.isEmpty()) {
                tablesFollowed.run();
                done |= follow(others, then, now);
            }
        }
        keep(texts);
        return done;
    }

    private boolean follow(Set<String> names, Map<String, String> then, SortedMap<String, DefinedObject> now) {
        boolean done = false;
        SortedMap<String, DefinedObject> there = read(receiver);
        for (String name : names) {
            ObjectChange change = new ObjectChange(name, now.get(name), then.containsKey(name), there.get(name));
            if (!change.isDoneAlready()) {
                String statement = change.statement(sender, receiver);
                String refusal = change.refusal(receiver, statement).orElseGet(() -> attempt(statement));
                say(change, statement, refusal);
                done |= refusal.isEmpty();
            }
        }
        return done;
    }

    private static Set<String> changed(Map<String, String> then, Map<String, String> now) {
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(then.get(name), now.get(name)));
        return names;
    }

    private static boolean isType(String name) {
        return name.startsWith(ObjectChange.ENUM + " ");
    }

    /** Does it, and returns why that failed; or nothing. */
    private String attempt(String statement) {
        try {
            Transactions.run(receiver, () -> {
                receiver.execute("SET LOCAL lock_timeout = '5s'; SET LOCAL check_function_bodies = off");
                SchemaTransfer.alter(receiver, statement);
            });
            return "";
        } catch (DatabaseException e) {
            return e.why();
        }
    }

    private void say(ObjectChange change, String statement, String refusal) {
        boolean done = refusal.isEmpty();
        events.on(new Event.Note(
                Instant.now(),
                done ? Event.Level.INFO : Event.Level.WARNING,
                "At the " + sender.side() + " the " + change.words() + "; "
                        + (done
                                ? "done at the " + receiver.side() + ": " + statement
                                : "not done at the " + receiver.side() + ": " + refusal + ". "
                                        + (statement.isEmpty()
                                                ? "Make the same change there."
                                                : "To do it there: " + statement))));
    }

    private static Map<String, String> texts(SortedMap<String, DefinedObject> objects) {
        Map<String, String> texts = new TreeMap<>();
        objects.forEach((name, object) -> texts.put(name, object.facts() + "; " + object.definition()));
        return texts;
    }

    private static SortedMap<String, DefinedObject> read(Session session) {
        Set<String> partitions = new HashSet<>(session.query(
                "SELECT '\"' || replace(n.nspname, '\"', '\"\"') || '\".\"' || replace(c.relname, '\"', '\"\"') || '\"'"
                        + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relispartition",
                row -> row.getString(1)));
        List<DefinedObject> all = new ArrayList<>(ObjectComparison.objects(session));
        all.addAll(session.query(
                OfTheApp.sqlFile(ObjectWatch.class, "column_settings.sql").text(),
                row -> new DefinedObject(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))));
        // Their indexes come and go with them.
        Set<String> constraints = all.stream()
                .filter(object -> object.kind().endsWith(" constraint"))
                .map(object -> lastName(object, ' '))
                .collect(Collectors.toSet());
        SortedMap<String, DefinedObject> objects = new TreeMap<>();
        for (DefinedObject object : all) {
            boolean index = object.kind().equals("index");
            // One that is being built is not there yet; a partition's are its root's.
            boolean left = NOT_LOOKED_AT.contains(object.kind())
                    || partitions.contains(object.relation())
                    || index
                            && (constraints.contains(lastName(object, '.'))
                                    || object.facts().contains("; primary")
                                    || object.facts().contains("; not valid"));
            if (!left) {
                objects.put(object.kind() + " " + object.name(), object);
            }
        }
        return objects;
    }

    /** Its own name with that of its table, which a constraint and its index have in common. */
    private static String lastName(DefinedObject object, char before) {
        return object.relation() + " " + object.name().substring(object.name().lastIndexOf(before) + 1);
    }

    private Map<String, String> kept() {
        Map<String, String> kept = new TreeMap<>();
        receiver.query(
                "SELECT name, definition FROM dynolift.object WHERE direction = ?",
                row -> kept.put(row.getString(1), row.getString(2)) == null,
                direction.word());
        return kept;
    }

    private void keep(Map<String, String> texts) {
        Transactions.run(receiver, () -> {
            receiver.update("DELETE FROM dynolift.object WHERE direction = ?", direction.word());
            Batches.insert(
                    receiver,
                    "dynolift.object (direction, name, definition)",
                    texts.entrySet().stream()
                            .map(entry -> "(" + Names.literal(direction.word()) + ", " + Names.literal(entry.getKey())
                                    + ", " + Names.literal(entry.getValue()) + ")")
                            .toList());
        });
    }
}
