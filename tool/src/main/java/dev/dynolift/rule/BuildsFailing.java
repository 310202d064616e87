package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Builds;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** An app whose newest build failed, so that nobody knows whether its code can be built. */
final class BuildsFailing extends AppRule {

    BuildsFailing() {
        super("builds-failing", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        Builds builds = app.details().builds();
        return findingIf(
                builds != null && builds.newestFailed(),
                app.name(),
                "The newest build of " + app.name() + " failed"
                        + (builds != null && builds.failed() > 1
                                ? ", as did " + (builds.failed() - 1) + " more of the last " + builds.read()
                                : "")
                        + ".",
                "What runs is older than the code; an image made from that code may fail in the same way, or be ahead of"
                        + " the database.",
                "Look at `heroku builds -a " + app.name() + "`, and move a commit that builds.",
                "/apps/" + app.name() + "/builds");
    }
}
