package dev.dynolift.fence;

import dev.dynolift.catalog.Sequence;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sets the receiver's sequences to the sender's. They are outside of transactions and of the log, so this is done when
 * nobody writes any more.
 */
public final class SequenceHandover {

    private SequenceHandover() {}

    /** Hands all over, in one query on each side. */
    public static void run(Session sender, Session receiver, List<Sequence> sequences) {
        if (sequences.isEmpty()) {
            return;
        }
        String read = sequences.stream()
                .map(sequence -> "SELECT " + Names.literal(sequence.quoted()) + ", last_value, is_called FROM "
                        + sequence.quoted())
                .collect(Collectors.joining(" UNION ALL "));
        List<String> settings = sender.query(
                read,
                row -> "setval(" + Names.literal(row.getString(1)) + ", " + row.getLong(2) + ", " + row.getBoolean(3)
                        + ")");
        // One at a time inside one statement each batch: a select list holds 1,664 columns at most.
        for (int from = 0; from < settings.size(); from += 500) {
            receiver.query(
                    "SELECT " + String.join(", ", settings.subList(from, Math.min(from + 500, settings.size()))),
                    row -> true);
        }
    }
}
