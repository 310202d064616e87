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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a deploy makes, alters or drops at the sender beside tables and columns: indexes, constraints, triggers,
 * views, functions, types and the rarer kinds. No row depends on it, so nothing has to stop: what can be repeated without
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
            look();
        }
    }

    /** Looks whether anything has changed, which costs next to nothing as long as nothing has. */
    void look() {
        String digest = sender.text(
                OfTheApp.sqlFile(ObjectWatch.class, "objects_digest.sql").text());
        if (digest.equals(seen)) {
            return;
        }
        Map<String, String> then = kept();
        SortedMap<String, DefinedObject> now = read(sender);
        Map<String, String> texts = new TreeMap<>();
        now.forEach((name, object) -> texts.put(name, object.facts() + "; " + object.definition()));
        if (!then.equals(texts)) {
            if (!then.isEmpty()) {
                follow(then, now, texts);
            }
            keep(texts);
        }
        seen = digest;
    }

    private void follow(Map<String, String> then, SortedMap<String, DefinedObject> now, Map<String, String> texts) {
        SortedMap<String, DefinedObject> there = read(receiver);
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!texts.getOrDefault(name, "").equals(then.getOrDefault(name, ""))) {
                ObjectChange change = new ObjectChange(name, now.get(name), then.containsKey(name), there.get(name));
                if (!change.isDoneAlready()) {
                    String statement = change.statement(sender);
                    say(change, statement, change.refusal(receiver).orElseGet(() -> attempt(statement)));
                }
            }
        }
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

    private static SortedMap<String, DefinedObject> read(Session session) {
        Set<String> partitions = new HashSet<>(session.query(
                "SELECT '\"' || replace(n.nspname, '\"', '\"\"') || '\".\"' || replace(c.relname, '\"', '\"\"') || '\"'"
                        + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relispartition",
                row -> row.getString(1)));
        List<DefinedObject> all = ObjectComparison.objects(session);
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
