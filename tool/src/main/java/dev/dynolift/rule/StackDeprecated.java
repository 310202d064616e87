package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A stack that ends soon. */
final class StackDeprecated extends AppRule {

    StackDeprecated() {
        super("stack-deprecated", INFO, "f-stacks");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                "heroku-22".equals(app.stack()),
                app.name(),
                "The stack heroku-22 is deprecated.",
                "The image for AWS is made from a newer Linux, whose libraries differ.",
                "Build and test the app in the new image before the cutover.",
                "/apps/" + app.name());
    }
}
