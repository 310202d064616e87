package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A key-value store that the code needs and that nobody saw. */
final class StoreAssumed extends Rule {

    StoreAssumed() {
        super("store-assumed", WARNING, "b9");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.keyValueStores().stream()
                .filter(store -> store.id().equals("assumed"))
                .map(store -> finding(
                        store.addon(),
                        "The code needs Redis, so one store is assumed; its size is unknown.",
                        "The plan guesses a node, and the cost with it.",
                        "Audit the app at Heroku: `dynolift audit APP --repo DIR`.",
                        "repository"));
    }
}
