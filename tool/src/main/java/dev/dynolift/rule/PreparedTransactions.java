package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import java.util.stream.Stream;

/** Transactions that somebody prepared and did not end. */
final class PreparedTransactions extends HoldingsRule {

    PreparedTransactions() {
        super("prepared-transactions", WARNING, "b24");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        Integer count = holdings.preparedTransactions();
        return findingIf(
                count != null && count > 0,
                database,
                "Prepared and not ended: "
                        + (Integer.valueOf(1).equals(count) ? "one transaction" : count + " transactions") + ".",
                "Each keeps its locks, and vacuum from its work, until somebody ends it; a move waits for it in vain.",
                "See `SELECT * FROM pg_prepared_xacts`, and commit or roll back each.");
    }
}
