package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Background jobs in a store that throws keys away when it is full. */
final class JobsMayBeEvicted extends Rule {

    JobsMayBeEvicted() {
        super("jobs-may-be-evicted", WARNING, "b27");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return JobStores.of(inventory)
                .filter(use -> use.store().maxmemoryPolicy() != null
                        && !use.store().maxmemoryPolicy().equals("noeviction"))
                .map(use -> finding(
                        use.app().name() + " " + use.store().addon(),
                        use.store().addon() + " throws keys away when it is full ("
                                + use.store().maxmemoryPolicy() + ").",
                        "Jobs can get lost that way, today and on AWS.",
                        "Use `noeviction` on AWS, and another store for the cache.",
                        use.app().id() == null
                                ? "app.json"
                                : "/redis/v0/databases/" + use.store().addon() + "/config"));
    }
}
