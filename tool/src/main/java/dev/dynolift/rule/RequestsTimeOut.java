package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppDetails.ProcessLoad;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.Map;
import java.util.stream.Stream;

/** Requests that Heroku cut off after 30 seconds. */
final class RequestsTimeOut extends AppRule {

    RequestsTimeOut() {
        super("requests-time-out", WARNING, "b1");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        // The router knows web processes alone.
        Stream<ProcessLoad> web =
                app.details().load().stream().filter(load -> load.processType().equals("web"));
        return web.flatMap(load -> {
            Map<String, Long> errors = load.errors() == null ? Map.of() : load.errors();
            long times = errors.getOrDefault("H12", 0L);
            return findingIf(
                    times > 0,
                    app.name() + "/" + load.processType(),
                    times + " requests took longer than 30 seconds in " + load.hours() + " hours (H12).",
                    "Heroku cuts them off; a load balancer on AWS lets them run on and hold their worker.",
                    "Give the app a timeout of its own, such as rack-timeout.",
                    "/apps/" + app.name() + "/router-metrics/errors");
        });
    }
}
