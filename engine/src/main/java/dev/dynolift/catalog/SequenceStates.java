package dev.dynolift.catalog;

import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where sequences stand. They know no snapshots: what is read is what they are now, whatever the transaction.
 *
 * @param byName by the quoted name
 */
public record SequenceStates(Map<String, State> byName) {

    public SequenceStates {
        byName = Map.copyOf(byName);
    }

    /**
     * One sequence's state.
     *
     * @param called whether {@code lastValue} has been given out already
     */
    public record State(long lastValue, boolean called) {}

    /** Reads them all. */
    public static SequenceStates read(Session session, List<Sequence> sequences) {
        return named(session, sequences.stream().map(Sequence::quoted).toList());
    }

    /** Reads those of these names, quoted and with their schemas. */
    public static SequenceStates named(Session session, List<String> names) {
        Map<String, State> byName = new TreeMap<>();
        for (List<String> batch : Batches.of(names)) {
            session.query(
                    batch.stream()
                            .map(name -> "SELECT " + Names.literal(name) + ", last_value, is_called FROM " + name)
                            .collect(Collectors.joining(" UNION ALL ")),
                    row -> byName.put(row.getString(1), new State(row.getLong(2), row.getBoolean(3))));
        }
        return new SequenceStates(byName);
    }
}
