package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A process of which nobody saw how many dynos run. */
final class DynosAssumed extends AppRule {

    DynosAssumed() {
        super("dynos-assumed", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        AppJson manifest = app.repository() == null ? null : app.repository().appJson();
        return app.processes().stream()
                .filter(process -> app.id() == null && process.quantity() == 0)
                .filter(process -> manifest == null || !manifest.formation().containsKey(process.type()))
                .map(process -> finding(
                        app.name() + "/" + process.type(),
                        "How many dynos of " + process.type() + " run is unknown; none is assumed.",
                        "A new app at Heroku starts none but for web, and the plan follows: nothing would do its work.",
                        "Audit the app at Heroku, or write the number of tasks into plan.yaml.",
                        process.source()));
    }
}
