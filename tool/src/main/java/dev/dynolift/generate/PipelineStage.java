package dev.dynolift.generate;

import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One environment that a commit of an app is deployed to.
 *
 * @param environment its name on AWS
 * @param arm whether images are for ARM processors
 * @param app the app in that environment
 * @param byHand whether a person decides, as with a promotion at Heroku, because another environment comes before
 */
record PipelineStage(String environment, String region, boolean arm, AppPlan app, boolean byHand) {

    /** A component's environments: what a plan lists first, production, is deployed to last. */
    static List<PipelineStage> of(MigrationPlan plan, String component) {
        List<PipelineStage> stages = new ArrayList<>();
        List<EnvironmentEstate> estates = EnvironmentEstate.of(plan);
        for (int place = estates.size() - 1; place >= 0; place--) {
            Map<String, AppPlan> apps = estates.get(place).apps();
            if (apps.containsKey(component)) {
                stages.add(new PipelineStage(
                        estates.get(place).environmentName(),
                        plan.region().value(),
                        plan.architecture().value() == MigrationPlan.Architecture.ARM64,
                        apps.get(component),
                        !stages.isEmpty()));
            }
        }
        return stages;
    }

    String branch() {
        return app.pipeline().branch().value();
    }

    /** The role that Terraform makes for this stage, in an account that is known to the CI service. */
    String role(String component) {
        return component + "-" + environment + "-pipeline";
    }
}
