package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.Set;
import java.util.stream.Stream;

/** A stack that gets no security updates any more. */
final class StackEnded extends AppRule {

    private static final Set<String> ENDED = Set.of("cedar", "cedar-14", "heroku-16", "heroku-18", "heroku-20");

    StackEnded() {
        super("stack-ended", WARNING, "f-stacks");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                ENDED.contains(String.valueOf(app.stack())),
                app.name(),
                "The stack " + app.stack() + " gets no security updates any more.",
                "The image for AWS is made from a newer Linux, whose libraries differ.",
                "Build and test the app in the new image before the cutover.",
                "/apps/" + app.name());
    }
}
