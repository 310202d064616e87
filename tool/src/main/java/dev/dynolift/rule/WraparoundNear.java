package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import java.util.stream.Stream;

/** A database whose numbers of transactions run out unless vacuum hurries. */
final class WraparoundNear extends HoldingsRule {

    /** Autovacuum begins at 200 million by itself; so far behind it does not keep up. */
    private static final long BEHIND = 1_000_000_000;

    WraparoundNear() {
        super("wraparound-near", WARNING, "b24");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        Long age = holdings.transactionAge();
        return findingIf(
                age != null && age > BEHIND,
                database,
                "The oldest rows that are not frozen are " + (age == null ? 0 : age / 1_000_000)
                        + " million transactions old.",
                "Vacuum against wraparound gives way to nobody and stands in the way of triggers and of the copy; at about"
                        + " 2,000 million the server takes no writes.",
                "Find what holds vacuum back (long transactions, prepared ones, slots) and let it finish before the move.");
    }
}
