package dev.dynolift.rounds;

import dev.dynolift.catalog.Definition;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sender's definitions that the receiver follows, kept there beside the position: what changed while no engine ran is
 * seen by the next one. Each call uses the caller's transaction.
 */
public final class KeptDefinitions {

    private final Direction direction;

    public KeptDefinitions(Direction direction) {
        this.direction = direction;
    }

    /** Those that were kept last; empty where none were. */
    public Optional<Definitions> read(Session receiver) {
        Map<String, Definition> byName = new TreeMap<>();
        receiver.query(
                "SELECT name, definition, storage FROM dynolift.definition WHERE direction = ?",
                row -> byName.put(row.getString(1), new Definition(row.getString(2), row.getString(3))) == null,
                direction.word());
        return byName.isEmpty() ? Optional.empty() : Optional.of(new Definitions(byName, ""));
    }

    /** Keeps these in place of all others. */
    public void keep(Session receiver, Definitions definitions) {
        receiver.update("DELETE FROM dynolift.definition WHERE direction = ?", direction.word());
        Batches.insert(
                receiver,
                "dynolift.definition (direction, name, definition, storage)",
                definitions.byName().entrySet().stream().map(this::row).toList());
    }

    private String row(Map.Entry<String, Definition> named) {
        return "(" + Names.literal(direction.word()) + ", " + Names.literal(named.getKey()) + ", "
                + Names.literal(named.getValue().text()) + ", "
                + Names.literal(named.getValue().storage()) + ")";
    }
}
