package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A branch that Heroku deploys by itself. */
final class DeploysFromGithub extends AppRule {

    DeploysFromGithub() {
        super("deploys-from-github", INFO, "b46");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        AppDetails.GithubLink link = app.details().github();
        return link == null || !link.automaticDeploys()
                ? Stream.empty()
                : Stream.of(finding(
                        app.name(),
                        "Heroku deploys the branch " + (link.branch() == null ? "?" : link.branch()) + " of "
                                + link.repository() + " by itself"
                                + (link.waitsForChecks() ? ", once its checks have passed." : "."),
                        "It goes on doing so during the move, and does nothing for AWS.",
                        "Switch automatic deploys off before the cutover; a pipeline for AWS takes their place.",
                        "/apps/" + app.name() + "/github"));
    }
}
