package dev.dynolift.fence;

import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets the receiver's sequences to the sender's. They are outside of transactions and of the log, so this is done when
 * nobody writes any more.
 */
public final class SequenceHandover {

    private SequenceHandover() {}

    /** Sets all of them, in few queries. */
    public static void run(Session receiver, SequenceStates states) {
        List<String> settings = new ArrayList<>();
        states.byName()
                .forEach((name, state) -> settings.add(
                        "setval(" + Names.literal(name) + ", " + state.lastValue() + ", " + state.called() + ")"));
        Batches.of(settings).forEach(batch -> receiver.query("SELECT " + String.join(", ", batch), row -> true));
    }
}
