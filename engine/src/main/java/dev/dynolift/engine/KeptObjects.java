package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the sender had beside its tables when it was followed last, kept at the receiver: definitions by names with kinds.
 * Writes use the caller's transaction.
 */
record KeptObjects(Direction direction, Session receiver) {

    /** No object has this name. */
    private static final String DIGEST = "";

    Map<String, String> read() {
        Map<String, String> kept = new TreeMap<>();
        receiver.query(
                "SELECT name, definition FROM dynolift.object WHERE direction = ? AND name <> ?",
                row -> kept.put(row.getString(1), row.getString(2)) == null,
                direction.word(),
                DIGEST);
        return kept;
    }

    /** The number that stood for all of it at the sender; empty while anything is still to be followed. */
    Optional<String> digest() {
        return receiver
                .query(
                        "SELECT definition FROM dynolift.object WHERE direction = ? AND name = ?",
                        row -> row.getString(1),
                        direction.word(),
                        DIGEST)
                .stream()
                .findFirst();
    }

    /** @param digest read before what is kept was: whatever changed in between makes another one */
    void keepDigest(String digest) {
        forgetDigest();
        insert(List.of(DIGEST), Map.of(DIGEST, digest));
    }

    void forgetDigest() {
        receiver.update("DELETE FROM dynolift.object WHERE direction = ? AND name = ?", direction.word(), DIGEST);
    }

    /** Keeps all that there is, in place of whatever was kept. */
    void begin(Map<String, String> now) {
        receiver.update("DELETE FROM dynolift.object WHERE direction = ?", direction.word());
        insert(now.keySet(), now);
    }

    /**
     * Keeps some of them as they are now.
     *
     * @param now all that there is; what is not in it is gone
     */
    void keep(Collection<String> names, Map<String, String> now) {
        for (List<String> batch : Batches.of(List.copyOf(names))) {
            receiver.update(
                    "DELETE FROM dynolift.object WHERE direction = ? AND name = ANY (?)",
                    direction.word(),
                    batch.toArray(String[]::new));
        }
        insert(names, now);
    }

    private void insert(Collection<String> names, Map<String, String> now) {
        List<String> rows = new ArrayList<>();
        for (String name : names) {
            String definition = now.get(name);
            if (definition != null) {
                rows.add("(" + Names.literal(direction.word()) + ", " + Names.literal(name) + ", "
                        + Names.literal(definition) + ")");
            }
        }
        Batches.insert(receiver, "dynolift.object (direction, name, definition)", rows);
    }
}
