package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import java.util.stream.Stream;

/** Somebody who follows a database's changes. */
final class ReplicationSlots extends HoldingsRule {

    ReplicationSlots() {
        super("replication-slots", WARNING, "b21");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        Integer count = holdings.replicationSlots();
        return findingIf(
                count != null && count > 0,
                database,
                "Somebody follows the database's changes through "
                        + (Integer.valueOf(1).equals(count) ? "a replication slot" : count + " replication slots")
                        + ".",
                "Whoever that is, such as a streaming data connector of Heroku's, hears nothing from RDS.",
                "See `SELECT * FROM pg_replication_slots` and `heroku data:connectors`, and set the reader up anew on RDS.");
    }
}
