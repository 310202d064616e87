package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Pull requests that get an app of their own. */
final class ReviewApps extends Rule {

    ReviewApps() {
        super("review-apps", INFO, "b46");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.pipelines().stream()
                .filter(pipeline -> Boolean.TRUE.equals(pipeline.reviewApps()))
                .map(pipeline -> finding(
                        "pipeline " + pipeline.name(),
                        "Pull requests get review apps.",
                        "dynolift makes no counterpart of them.",
                        "Keep them at Heroku for a while, or add previews to the pipeline on AWS.",
                        "/pipelines/" + pipeline.id() + "/review-app-config"));
    }
}
