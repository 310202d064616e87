package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Builds;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who starts an app's builds: he will need a right on AWS. */
final class WhoBuilds extends AppRule {

    WhoBuilds() {
        super("who-builds", INFO, "b46");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        Builds builds = app.details().builds();
        if (builds == null || builds.builders().isEmpty()) {
            return Stream.empty();
        }
        String who = builds.builders().stream()
                .map(one -> one.builds() + " by " + one.people() + " with the role " + one.role())
                .collect(Collectors.joining(", "));
        return Stream.of(finding(
                app.name(),
                "Of the last " + builds.read() + " builds, who started them: " + who + ".",
                "A push or a CI service's token builds at Heroku; on AWS each of them needs a role that may push an image"
                        + " and deploy.",
                "Give the role to a pipeline rather than to people, and end Heroku's tokens after the cutover.",
                "/apps/" + app.name() + "/builds"));
    }
}
