package dev.dynolift.engine;

import dev.dynolift.catalog.SequenceStates;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.SequenceHandover;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The target's sequences, which come to stand where the source's do. Once the copy was complete somebody may have begun
 * to use the target: a number that it has given out must not be given out again.
 */
final class TargetSequences {

    private static final int NAMED_AT_MOST = 10;

    private final StandingSource standing;
    private final Session receiver;
    private final String verification;
    private @Nullable SequenceStates set;

    /** @param verification the command that compares what is copied, for whoever has to repair it */
    TargetSequences(StandingSource standing, Session receiver, String verification) {
        this.standing = standing;
        this.receiver = receiver;
        this.verification = verification;
    }

    /** Sets all of them, before the copy is complete. As late as can be: a source at work moves its own on. */
    void set() {
        SequenceStates states = atSource();
        SequenceHandover.run(receiver, states);
        set = states;
    }

    /**
     * Where they should stand, once all rows are known to be equal. Those that an engine before this one has set move
     * forward alone.
     *
     * @throws DynoliftException (DIFFERENCES) when one has moved on at the target
     */
    SequenceStates settle() {
        SequenceStates states = set;
        if (states == null) {
            states = atSource();
            requireNoneAhead(states);
            SequenceHandover.run(receiver, states);
            set = states;
        }
        return states;
    }

    private SequenceStates atSource() {
        try (Session sender = standing.moment().open("sequences")) {
            return SequenceStates.read(sender, standing.catalog().sequences());
        }
    }

    private void requireNoneAhead(SequenceStates states) {
        Set<String> descending = new HashSet<>(receiver.query(
                "SELECT n.nspname, c.relname FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE s.seqincrement < 0",
                row -> Names.qualified(row.getString(1), row.getString(2))));
        List<String> ahead = new ArrayList<>();
        SequenceStates.read(receiver, standing.catalog().sequences()).byName().forEach((name, there) -> {
            SequenceStates.State here = states.byName().get(name);
            if (here != null && isAhead(there, here, descending.contains(name))) {
                ahead.add(
                        name + " stands at " + there.lastValue() + " there, at " + here.lastValue() + " at the source");
            }
        });
        if (!ahead.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.DIFFERENCES,
                    "all rows are equal, but the target's sequences have moved on",
                    String.join(
                                    "; ",
                                    ahead.stream().sorted().limit(NAMED_AT_MOST).toList())
                            + (ahead.size() > NAMED_AT_MOST ? "; and " + (ahead.size() - NAMED_AT_MOST) + " more" : ""),
                    "Find out who uses the target: a sequence that is set back gives out numbers twice. If the app works"
                            + " there already, `dynolift data clean` ends the copy as it is. If nobody does, `dynolift "
                            + verification + " --repair` sets them back; then run the same command again.");
        }
    }

    private static boolean isAhead(SequenceStates.State there, SequenceStates.State here, boolean descending) {
        int further = Long.compare(there.lastValue(), here.lastValue());
        return further == 0 ? there.called() && !here.called() : further < 0 == descending;
    }
}
