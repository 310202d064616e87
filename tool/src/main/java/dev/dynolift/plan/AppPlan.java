package dev.dynolift.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Heroku app, which is one component in one environment.
 *
 * @param name the Heroku app's name
 * @param component what it is called on AWS; apps of one pipeline share it: {@code crema} and {@code crema-staging} are
 *     component {@code crema}
 * @param environment the name of an {@link EnvironmentPlan}
 * @param release the command that runs before each deploy, if the app has one
 * @param variables environment variables whose values stand in the open
 * @param settings Heroku's config vars, each with where its value goes
 * @param logDrains who reads its log lines elsewhere
 * @param site for an app that serves files and does nothing else: it has no services
 * @param secrets who hands the app their values
 * @param pipeline what builds the app and deploys it
 * @param image what its image is built on
 */
public record AppPlan(
        String name,
        Choice<String> component,
        Choice<String> environment,
        List<ServicePlan> services,
        Optional<ReleasePlan> release,
        List<ScheduledJobPlan> scheduledJobs,
        List<VariablePlan> variables,
        List<SettingPlan> settings,
        List<AddonPlan> addons,
        List<LogDrainPlan> logDrains,
        List<DomainPlan> domains,
        Optional<SitePlan> site,
        Choice<SecretsBy> secrets,
        PipelinePlan pipeline,
        ImagePlan image) {

    /** Who hands an app the values of its settings when it starts. */
    public enum SecretsBy {
        /** ECS, before the container starts; each is named in the task definition. */
        ECS,
        /** A script in the image, which asks the Parameter Store for all of them. */
        RUNTIME
    }

    /** Also in plans of before there was a choice. */
    static final Choice<SecretsBy> SECRETS_BY_ECS = Choice.byDefault(
            SecretsBy.ECS,
            "ECS hands each task its settings; runtime: a script in the image fetches them, so that a new one needs no new"
                    + " task definition");

    public AppPlan {
        services = List.copyOf(services);
        scheduledJobs = List.copyOf(scheduledJobs);
        variables = List.copyOf(variables);
        settings = List.copyOf(settings);
        addons = List.copyOf(addons);
        logDrains = List.copyOf(logDrains);
        domains = List.copyOf(domains);
    }

    /** The same app with its values handed over by somebody else. */
    public AppPlan withSecrets(Choice<SecretsBy> other) {
        return new AppPlan(
                name,
                component,
                environment,
                services,
                release,
                scheduledJobs,
                variables,
                settings,
                addons,
                logDrains,
                domains,
                site,
                other,
                pipeline,
                image);
    }

    /** Whether a Dockerfile that is kept has to start the script that fetches settings. */
    public boolean keepsImageThatFetchesSettings() {
        return site.isEmpty()
                && secrets.value() == SecretsBy.RUNTIME
                && image.base().value() == ImagePlan.Base.OWN;
    }

    /** The drains that get its lines from AWS, too; a site writes none. */
    public List<LogDrainPlan> forwardedDrains() {
        return site.isPresent()
                ? List.of()
                : logDrains.stream().filter(drain -> drain.forward().value()).toList();
    }

    /** What the web process finds in the open, or the first service: its own variables stand before the app's. */
    public List<VariablePlan> variablesOfWeb() {
        List<VariablePlan> own = webService()
                .or(() -> services.stream().findFirst())
                .map(ServicePlan::variables)
                .orElse(List.of());
        Set<String> names = own.stream().map(VariablePlan::name).collect(Collectors.toSet());
        return Stream.concat(own.stream(), variables.stream().filter(variable -> !names.contains(variable.name())))
                .toList();
    }

    /** The service behind the load balancer, if the app serves web requests. */
    public Optional<ServicePlan> webService() {
        return services.stream().filter(service -> service.web().isPresent()).findFirst();
    }
}
