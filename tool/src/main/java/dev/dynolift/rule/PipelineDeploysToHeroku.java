package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A CI pipeline that deploys to Heroku. */
final class PipelineDeploysToHeroku extends Rule {

    PipelineDeploysToHeroku() {
        super("pipeline-deploys-to-heroku", WARNING, "e2");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().deliveries().stream().flatMap(delivery -> delivery.deployments().stream()
                .map(deployment -> finding(
                        deployment.place(),
                        delivery.service() + " deploys "
                                + (deployment.app() == null ? "an app that a variable names" : deployment.app())
                                + " to Heroku (" + deployment.method() + ").",
                        "It would go on deploying to Heroku after the move, and AWS would not get new releases.",
                        "Add a step that builds the image, pushes it to the registry and updates the services on AWS; keep"
                                + " this one until the way back is closed.",
                        delivery.source())));
    }
}
