package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Triggers and rules that nothing of ours can keep from firing at the target (ENABLE ALWAYS, ENABLE REPLICA). */
final class FiringTriggers implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (!sides.kind().makesDefinitions()) {
            return;
        }
        List<String> triggers = sides.names(Side.SOURCE, "firing_triggers.sql");
        if (triggers.isEmpty()) {
            return;
        }
        String what = Listing.count(triggers.size(), "trigger or rule", "triggers or rules")
                + " ENABLE ALWAYS or REPLICA: " + Listing.of(triggers);
        if (sides.kind().follows()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    what,
                    "At the target they would fire at the rows that arrive, and change them or others.",
                    "ALTER TABLE … ENABLE TRIGGER each (without ALWAYS or REPLICA) until the move is over."));
        } else {
            found.accept(
                    Finding.info(Side.SOURCE, what, "They are created after the rows, so they do not fire at them."));
        }
    }
}
