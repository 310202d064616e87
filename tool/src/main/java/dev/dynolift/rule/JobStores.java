package dev.dynolift.rule;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.RedisJobs;
import java.util.stream.Stream;

/** Tells which key-value stores hold background jobs. */
final class JobStores {

    private JobStores() {}

    /** A key-value store and an app that keeps jobs in it. */
    record Use(HerokuApp app, KeyValueStore store) {}

    static Stream<Use> of(Inventory inventory) {
        return inventory.keyValueStores().stream().flatMap(store -> inventory.apps().stream()
                .filter(app -> store.attachments().stream()
                        .anyMatch(attachment -> attachment.app().equals(app.name())))
                .filter(RedisJobs::areKeptBy)
                .map(app -> new Use(app, store)));
    }
}
