package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.Pipeline.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pull requests that get an app of their own. */
final class ReviewApps extends Rule {

    private static final int NAMED = 6;

    ReviewApps() {
        super("review-apps", INFO, "b46");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        Stream<Finding> pipelines = inventory.pipelines().stream()
                .filter(pipeline -> Boolean.TRUE.equals(pipeline.reviewApps())
                        || !of(pipeline).isEmpty())
                .map(pipeline -> finding(
                        "pipeline " + pipeline.name(),
                        "Pull requests get review apps" + how(pipeline.review()) + there(of(pipeline)) + ".",
                        "They come and go, so that none is planned; dynolift makes no counterpart of them.",
                        "Keep them at Heroku for a while, or add previews to the pipeline on AWS.",
                        "/pipelines/" + pipeline.id() + "/review-app-config"));
        Stream<Finding> named = inventory.apps().stream()
                .filter(app -> Stage.isTemporary(app.pipelineStage()))
                .map(app -> finding(
                        WARNING,
                        app.name(),
                        "Heroku has made " + app.name() + " for a "
                                + ("test".equals(app.pipelineStage()) ? "run of tests" : "pull request")
                                + ", and removes it again.",
                        "It was named, so it is planned like an app that stays.",
                        "Leave it out of the audit, unless it is to live on.",
                        "/apps/" + app.name() + "/pipeline-couplings"));
        return Stream.concat(pipelines, named);
    }

    private static String how(Pipeline.@Nullable ReviewSettings review) {
        if (review == null) {
            return "";
        }
        return (review.automatic() ? ", each without being asked" : ", each when somebody asks for it")
                + (review.waitsForChecks() ? " and once its tests have passed" : "")
                + (review.staleDays() == null
                        ? ""
                        : "; removed after " + review.staleDays() + " days without a change");
    }

    private static List<String> of(Pipeline pipeline) {
        return pipeline.temporary().stream()
                .filter(app -> app.stage().equals("review"))
                .map(Stage::app)
                .toList();
    }

    private static String there(List<String> apps) {
        return apps.isEmpty() ? "" : "; there " + (apps.size() == 1 ? "is " : "are ") + some(apps, NAMED);
    }
}
