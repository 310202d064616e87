package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Others who hear from Heroku what happens to the app. */
final class Webhooks extends AppRule {

    Webhooks() {
        super("webhooks", INFO, "b46");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        String hosts = app.details().webhooks().stream()
                .map(AppDetails.Webhook::host)
                .distinct()
                .collect(Collectors.joining(", "));
        return findingIf(
                !hosts.isEmpty(),
                app.name(),
                "Heroku sends news about the app to " + hosts + ".",
                "They end with the app.",
                "When somebody needs them, send ECS's events there from EventBridge.",
                "/apps/" + app.name() + "/webhooks");
    }
}
