package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline of a CI service: what it builds, where it deploys to, and the names of the secrets that it needs.
 *
 * @param service "Semaphore", "GitHub Actions", "CircleCI", "GitLab CI", "Travis CI"
 * @param name of the pipeline or project
 * @param source the file, or the path of the service's API
 * @param branches that it runs for, as written; empty when it does not say
 * @param secrets names, never values
 */
public record Delivery(
        String service,
        String name,
        String source,
        List<String> branches,
        List<String> steps,
        List<String> secrets,
        List<Deployment> deployments,
        List<Promotion> promotions) {

    public Delivery {
        branches = List.copyOf(branches);
        steps = List.copyOf(steps);
        secrets = List.copyOf(secrets);
        deployments = List.copyOf(deployments);
        promotions = List.copyOf(promotions);
    }

    /**
     * A step that deploys to Heroku.
     *
     * @param app null when the name comes from a variable
     * @param method "git push", "container:release", "akhileshns/heroku-deploy" …
     * @param place file and line, or the block's name
     */
    public record Deployment(@Nullable String app, String method, String place) {}

    /**
     * A step to the next pipeline.
     *
     * @param file the next pipeline's; null when the service alone knows
     * @param automatic whether it happens without a person
     * @param condition as written; null when there is none
     */
    public record Promotion(
            String name,
            @Nullable String file,
            boolean automatic,
            @Nullable String condition) {}
}
