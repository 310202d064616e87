package dev.dynolift.pipeline;

import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One environment that a commit of an app is deployed to.
 *
 * @param environment its name on AWS
 * @param account twelve digits; empty where the CI service has to say it
 * @param arm whether images are for ARM processors
 * @param app the app in that environment
 * @param byHand whether a person decides, as with a promotion at Heroku, because another environment comes before
 * @param promotedFrom the environment before, when it has the same commits: its image is taken over and not built again
 */
public record PipelineStage(
        String environment,
        String region,
        String account,
        boolean arm,
        AppPlan app,
        boolean byHand,
        Optional<String> promotedFrom) {

    /** A component's environments: what a plan lists first, production, is deployed to last. */
    public static List<PipelineStage> of(MigrationPlan plan, String component) {
        List<PipelineStage> stages = new ArrayList<>();
        List<EnvironmentEstate> estates = EnvironmentEstate.of(plan);
        for (int place = estates.size() - 1; place >= 0; place--) {
            Map<String, AppPlan> apps = estates.get(place).deployed();
            if (apps.containsKey(component)) {
                AppPlan app = apps.get(component);
                String region = estates.get(place).region();
                String account = estates.get(place).account();
                Optional<String> before = stages.isEmpty()
                        ? Optional.empty()
                        : Optional.of(stages.get(stages.size() - 1))
                                .filter(stage -> stage.isOfSameCommits(app))
                                // An image is taken over inside one registry.
                                .filter(stage -> stage.region().equals(region)
                                        && stage.account().equals(account))
                                .map(PipelineStage::environment);
                stages.add(new PipelineStage(
                        estates.get(place).environmentName(),
                        region,
                        account,
                        plan.architecture().value() == MigrationPlan.Architecture.ARM64,
                        app,
                        !stages.isEmpty(),
                        before));
            }
        }
        return stages;
    }

    /** A component's stage of an environment; empty when the component is not in it. */
    public static Optional<PipelineStage> of(EnvironmentEstate estate, String component) {
        return of(estate.plan(), component).stream()
                .filter(stage -> stage.environment().equals(estate.environmentName()))
                .findFirst();
    }

    private boolean isOfSameCommits(AppPlan other) {
        return branch().equals(other.pipeline().branch().value())
                && app.pipeline()
                        .repository()
                        .value()
                        .equals(other.pipeline().repository().value());
    }

    /** The option of {@code ci/build.sh} that says where its image comes from; empty when it is built. */
    String promotion() {
        return promotedFrom.map(before -> " --promoted-from " + before).orElse("");
    }

    String branch() {
        return app.pipeline().branch().value();
    }

    /** The role that Terraform makes for this stage, in an account that is known to the CI service. */
    String role(String component) {
        return component + "-" + environment + "-pipeline";
    }
}
