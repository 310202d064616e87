package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueDetails;
import java.util.stream.Stream;

/** A key-value store that tells listeners about its keys. */
final class KeyspaceEvents extends Rule {

    KeyspaceEvents() {
        super("keyspace-events", WARNING, "b27");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.keyValueStores().stream().flatMap(store -> {
            KeyValueDetails details = store.details();
            String events = details == null || details.keyspaceEvents() == null ? "" : details.keyspaceEvents();
            return findingIf(
                    !events.isEmpty(),
                    store.addon(),
                    "The store publishes events about its keys (" + events + ").",
                    "Whoever listens hears nothing from a store that does not.",
                    "Set notify-keyspace-events in the parameter group on AWS.",
                    "/redis/v0/databases/" + store.addon() + "/config");
        });
    }
}
