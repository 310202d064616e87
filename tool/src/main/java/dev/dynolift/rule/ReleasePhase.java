package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A command that runs before each release. */
final class ReleasePhase extends AppRule {

    ReleasePhase() {
        super("release-phase", INFO, "b7");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.releaseCommand() != null,
                app.name(),
                "Before each release `" + app.releaseCommand() + "` runs, once.",
                "Heroku also runs it when a setting changes; on AWS it runs at a deploy only, once, as a task of its own, and"
                        + " a failure keeps the old version.",
                "Nothing, unless it has to run after a changed setting, too.",
                "Procfile");
    }
}
