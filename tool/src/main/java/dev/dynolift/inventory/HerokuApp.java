package dev.dynolift.inventory;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One app. Facts that could not be read are null or empty and have a finding that says so.
 *
 * @param id Heroku's UUID; null when only a repository was read
 * @param region "us", "eu" or a space's region; null when unknown
 * @param stack "heroku-24", "container" …; null when unknown
 * @param generation "cedar" or "fir"; null when unknown
 * @param acm whether Heroku renews the certificates of its domains
 * @param pipelineStage "production", "staging" …; null outside a pipeline
 * @param buildpacks names or URLs in the order in which they run; empty when Heroku detects them or an image is deployed
 * @param processes without the release phase
 * @param releaseCommand what runs before each release; null when there is none
 * @param features the enabled ones: "preboot", "http-session-affinity" …
 * @param people how many collaborators have which role; no names
 * @param monthlyCents dynos only, as far as prices are known; add-ons carry their own, and eco dynos cost their
 *     {@link Payer} one price together
 * @param repository null when no checkout was read
 * @param details what stands around the app; {@link AppDetails#NONE} when nothing was asked
 */
public record HerokuApp(
        @Nullable String id,
        String name,
        @Nullable String region,
        @Nullable String stack,
        @Nullable String generation,
        boolean maintenance,
        boolean acm,
        @Nullable String team,
        @Nullable String space,
        @Nullable String pipelineStage,
        List<String> buildpacks,
        List<ProcessType> processes,
        @Nullable String releaseCommand,
        List<ConfigVar> configVars,
        List<ScheduledJob> scheduledJobs,
        List<String> features,
        List<LogDrain> drains,
        List<RoleCount> people,
        @Nullable Release release,
        @Nullable Integer monthlyCents,
        @Nullable RepositoryFacts repository,
        AppDetails details) {

    public HerokuApp {
        buildpacks = List.copyOf(buildpacks);
        processes = List.copyOf(processes);
        configVars = List.copyOf(configVars);
        scheduledJobs = List.copyOf(scheduledJobs);
        features = List.copyOf(features);
        drains = List.copyOf(drains);
        people = List.copyOf(people);
        details = details == null ? AppDetails.NONE : details;
    }

    /** Whether Heroku did not show this: then what the inventory has of it is not all. */
    public boolean lacks(AppDetails.Unread part) {
        return details.unread().contains(part);
    }

    /** The process type of that name: "web". */
    public Optional<ProcessType> process(String type) {
        return processes.stream().filter(process -> process.type().equals(type)).findFirst();
    }

    /** The setting of that name. */
    public Optional<ConfigVar> configVar(String name) {
        return configVars.stream()
                .filter(configVar -> configVar.name().equals(name))
                .findFirst();
    }

    /** The same app with other settings. */
    public HerokuApp withConfigVars(List<ConfigVar> others) {
        return new HerokuApp(
                id,
                name,
                region,
                stack,
                generation,
                maintenance,
                acm,
                team,
                space,
                pipelineStage,
                buildpacks,
                processes,
                releaseCommand,
                others,
                scheduledJobs,
                features,
                drains,
                people,
                release,
                monthlyCents,
                repository,
                details);
    }

    /** The same app with other details. */
    public HerokuApp withDetails(AppDetails others) {
        return new HerokuApp(
                id,
                name,
                region,
                stack,
                generation,
                maintenance,
                acm,
                team,
                space,
                pipelineStage,
                buildpacks,
                processes,
                releaseCommand,
                configVars,
                scheduledJobs,
                features,
                drains,
                people,
                release,
                monthlyCents,
                repository,
                others);
    }
}
