package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A process type that Heroku scales by response times. */
final class ScalesByItself extends AppRule {

    ScalesByItself() {
        super("autoscaling", INFO, "b31");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        return app.details().autoscaling().stream()
                .filter(AppDetails.Autoscaling::active)
                .map(scaling -> finding(
                        app.name() + "/" + scaling.processType(),
                        "Heroku scales " + scaling.processType() + " between " + scaling.minimum() + " and "
                                + scaling.maximum() + " dynos, to answer 95 % of requests within "
                                + scaling.targetMillis() + " ms.",
                        "A fixed number of tasks on AWS would be too few or too dear.",
                        "Let the service scale by requests per task or by CPU, between the same numbers.",
                        "/apps/" + app.name() + "/formation/" + scaling.processType() + "/monitors"));
    }
}
