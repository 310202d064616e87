package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.Map;
import java.util.stream.Stream;

/** Dynos that ran out of memory. */
final class MemoryExceeded extends AppRule {

    MemoryExceeded() {
        super("memory-exceeded", WARNING, "b29");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        return app.details().load().stream().flatMap(load -> {
            Map<String, Long> errors = load.errors() == null ? Map.of() : load.errors();
            long times = errors.getOrDefault("R14", 0L) + errors.getOrDefault("R15", 0L);
            return findingIf(
                    times > 0,
                    app.name() + "/" + load.processType(),
                    "Dynos ran out of memory " + times + " times in " + load.hours() + " hours (R14, R15).",
                    "Heroku lets a dyno swap; Fargate kills the task.",
                    "Choose a larger size in plan.yaml than the dyno has.",
                    "/apps/" + app.name() + "/router-metrics/errors");
        });
    }
}
