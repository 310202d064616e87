package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A web dyno that sleeps when nobody asks. */
final class DynoSleeps extends AppRule {

    DynoSleeps() {
        super("dyno-sleeps", INFO, "b29");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        boolean sleeps = app.process("web")
                .filter(web -> "eco".equals(web.size()) && web.quantity() > 0)
                .isPresent();
        return findingIf(
                sleeps,
                app.name() + "/web",
                "The eco dyno sleeps after half an hour without a request.",
                "A task on AWS runs, and costs, all the time.",
                "Choose the smallest task in plan.yaml, or switch the service off at night.",
                "/apps/" + app.name() + "/formation");
    }
}
