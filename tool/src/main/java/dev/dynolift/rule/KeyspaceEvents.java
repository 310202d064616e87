package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueDetails;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.Objects;
import java.util.stream.Stream;

/** A key-value store that tells listeners about its keys. */
final class KeyspaceEvents extends Rule {

    KeyspaceEvents() {
        super("keyspace-events", WARNING, "b27");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return Stream.concat(ofStores(inventory), ofCode(inventory));
    }

    private Stream<Finding> ofCode(Inventory inventory) {
        return inventory.apps().stream()
                .map(HerokuApp::repository)
                .filter(Objects::nonNull)
                .flatMap(code -> code.mentions().stream())
                .filter(mention -> mention.kind() == Kind.KEYSPACE_EVENTS)
                .map(mention -> finding(
                        mention.place(),
                        "The code tells Redis to publish events about its keys.",
                        "ElastiCache refuses that command (CONFIG), and whoever listens hears nothing.",
                        "Set notify-keyspace-events in the parameter group on AWS, and leave the call out there.",
                        mention.place()))
                .distinct();
    }

    private Stream<Finding> ofStores(Inventory inventory) {
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
