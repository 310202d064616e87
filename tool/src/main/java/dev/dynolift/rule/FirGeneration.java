package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** An app on Heroku's newer platform. */
final class FirGeneration extends AppRule {

    FirGeneration() {
        super("fir-generation", INFO, "b45");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        return findingIf(
                "fir".equals(app.generation()),
                app.name(),
                "The app runs on Heroku's Fir generation, as an image from Cloud Native Buildpacks.",
                "Its buildpacks are not listed by the API, and its dynos have sizes of their own.",
                "Compare the sizes in plan.yaml with the load; the repository's project.toml has the buildpacks.",
                "/apps/" + app.name());
    }
}
