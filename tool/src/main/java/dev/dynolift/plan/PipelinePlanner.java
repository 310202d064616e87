package dev.dynolift.plan;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.plan.PipelinePlan.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides who builds and deploys an app on AWS: whoever does it today, where that is possible. */
final class PipelinePlanner {

    private final Estate estate;

    PipelinePlanner(Estate estate) {
        this.estate = estate;
    }

    PipelinePlan pipeline(HerokuApp app) {
        Optional<AppDetails.GithubLink> link =
                Optional.ofNullable(app.details()).map(AppDetails::github);
        Choice<Service> service = service(app, link);
        return new PipelinePlan(
                service,
                link.map(github -> Choice.detected(
                                github.repository(), "Heroku deploys from it; no other may deploy to AWS"))
                        .orElseGet(() -> Choice.byDefault(
                                "",
                                service.value() == Service.NONE
                                        ? "owner/name, once a service is chosen"
                                        : "nobody said it: write owner/name; until then nothing may deploy but you")),
                link.flatMap(github -> Optional.ofNullable(github.branch()))
                        .map(branch -> Choice.detected(branch, "Heroku deploys it by itself"))
                        .or(() -> branchOfRelatives(app, link))
                        .orElseGet(() -> Choice.byDefault("main", "only its commits may be deployed")),
                Choice.byDefault("", "write the first part of its address: acme for acme.semaphoreci.com"));
    }

    /** A pipeline promotes what it has built from one branch, so its other apps tell it; so do those of one repository. */
    private Optional<Choice<String>> branchOfRelatives(HerokuApp app, Optional<AppDetails.GithubLink> link) {
        Map<String, String> known = new TreeMap<>();
        for (HerokuApp other : estate.apps()) {
            AppDetails.GithubLink its =
                    other.details() == null ? null : other.details().github();
            if (its != null && its.branch() != null && (promotes(app, other) || isOf(its.repository(), link))) {
                known.putIfAbsent(its.branch(), other.name());
            }
        }
        return known.size() != 1
                ? Optional.empty()
                : known.entrySet().stream()
                        .findFirst()
                        .map(one -> Choice.detected(
                                one.getKey(),
                                "Heroku deploys it to " + one.getValue() + ", which is of the same code"));
    }

    private boolean promotes(HerokuApp app, HerokuApp other) {
        return estate.inventory().pipelines().stream()
                .map(pipeline ->
                        pipeline.stages().stream().map(Pipeline.Stage::app).toList())
                .anyMatch(apps -> apps.contains(app.name()) && apps.contains(other.name()));
    }

    private static boolean isOf(String repository, Optional<AppDetails.GithubLink> link) {
        return link.filter(own -> own.repository().equals(repository)).isPresent();
    }

    private Choice<Service> service(HerokuApp app, Optional<AppDetails.GithubLink> link) {
        Optional<Delivery> today = deliveries(app).stream().findFirst();
        if (today.isPresent()) {
            String by = today.get().service();
            return switch (by) {
                case "Semaphore" ->
                    Choice.detected(
                            Service.SEMAPHORE,
                            "it builds the app today: " + today.get().source());
                case "GitHub Actions" ->
                    Choice.detected(
                            Service.GITHUB,
                            "it builds the app today: " + today.get().source());
                default ->
                    Choice.byDefault(
                            Service.NONE,
                            by + " builds the app today, and can run the two scripts in ci/; or write github,"
                                    + " semaphore or codepipeline");
            };
        }
        if (link.isPresent()) {
            return Choice.detected(Service.GITHUB, "Heroku deploys from GitHub; a workflow there does so from now on");
        }
        return Choice.byDefault(
                Service.NONE, "you run the two scripts in ci/; github, semaphore or codepipeline do it at each commit");
    }

    /** The pipelines that speak of this app, or else those that name no app; those that deploy come first. */
    private List<Delivery> deliveries(HerokuApp app) {
        List<Delivery> all = estate.inventory().surroundings().deliveries();
        List<Delivery> named = all.stream()
                .filter(delivery -> delivery.deployments().stream()
                        .anyMatch(deployment -> app.name().equals(deployment.app())))
                .toList();
        if (!named.isEmpty()
                || estate.apps().stream()
                                .map(a -> estate.componentOf(a.name()))
                                .distinct()
                                .count()
                        > 1) {
            return named;
        }
        return all.stream()
                .filter(delivery -> delivery.deployments().stream().allMatch(deployment -> deployment.app() == null))
                .sorted(Comparator.comparing(delivery -> delivery.deployments().isEmpty()))
                .toList();
    }
}
