package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** New dynos that start before old ones stop. */
final class Preboot extends AppRule {

    Preboot() {
        super("preboot", INFO, "b44");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.features().contains("preboot"),
                app.name(),
                "Preboot is on: two versions run side by side for minutes at each deploy.",
                "Services on AWS do the same: migrations must suit both versions, as they do today.",
                "Nothing.",
                "/apps/" + app.name() + "/features");
    }
}
