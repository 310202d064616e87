package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.util.stream.Stream;

/** A rule that looks at one app at a time. */
abstract class AppRule extends Rule {

    AppRule(String id, Severity severity, String fact) {
        super(id, severity, fact);
    }

    abstract Stream<Finding> check(HerokuApp app);

    @Override
    public final Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream().flatMap(this::check);
    }
}
