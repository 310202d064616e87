package dev.dynolift.delivery;

import static dev.dynolift.delivery.PipelineFile.get;
import static dev.dynolift.delivery.PipelineFile.list;
import static dev.dynolift.delivery.PipelineFile.text;
import static dev.dynolift.delivery.PipelineFile.words;

import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Delivery.Deployment;
import dev.dynolift.inventory.Delivery.Promotion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each CI service's files say in their own words. */
final class CiServices {

    /** Words at the top of GitLab's file that are no jobs. */
    private static final Set<String> NO_JOBS = Set.of(
            "stages",
            "variables",
            "default",
            "include",
            "workflow",
            "image",
            "services",
            "cache",
            "before_script",
            "after_script",
            "pages");

    private CiServices() {}

    static Delivery semaphore(PipelineFile file) {
        List<Promotion> promotions = new ArrayList<>();
        for (Object promotion : list(get(file.content(), "promotions"))) {
            String condition = text(get(promotion, "auto_promote"), "when");
            boolean automatic = get(promotion, "auto_promote") != null || get(promotion, "auto_promote_on") != null;
            String name = text(promotion, "name");
            promotions.add(new Promotion(
                    name == null ? "promotion" : name, text(promotion, "pipeline_file"), automatic, condition));
        }
        List<String> blocks = new ArrayList<>();
        for (Object block : list(get(file.content(), "blocks"))) {
            String name = text(block, "name");
            blocks.add(name == null ? "block " + (blocks.size() + 1) : name);
        }
        return delivery("Semaphore", file, List.of(), blocks, DeployCommands.find(file), promotions);
    }

    static Delivery github(PipelineFile file) {
        List<Deployment> deployments = new ArrayList<>(DeployCommands.find(file));
        List<String> jobs = new ArrayList<>();
        if (get(file.content(), "jobs") instanceof Map<?, ?> all) {
            all.forEach((name, job) -> {
                jobs.add(String.valueOf(name));
                for (Object step : list(get(job, "steps"))) {
                    String action = text(step, "uses");
                    if (action != null && action.contains("heroku")) {
                        Object with = get(step, "with");
                        String app = text(with, "heroku_app_name");
                        deployments.add(new Deployment(
                                literal(app == null ? text(with, "app_name") : app),
                                action.replaceFirst("@.*", ""),
                                file.place(action)));
                    }
                }
            });
        }
        // YAML 1.1 takes a bare "on" for true; the reader keeps it a word, others may quote it.
        Object triggers = get(file.content(), "on");
        List<String> branches = words(get(get(triggers, "push"), "branches"));
        return delivery("GitHub Actions", file, branches, jobs, deployments, List.of());
    }

    static Delivery circle(PipelineFile file) {
        List<Deployment> deployments = new ArrayList<>(DeployCommands.find(file));
        PipelineFile.walk(file.content(), (key, value) -> {
            if (key.startsWith("heroku/")) {
                String app = text(value, "app-name");
                deployments.add(new Deployment(literal(app), "orb " + key, file.place(key)));
            }
        });
        List<String> jobs = new ArrayList<>();
        if (get(file.content(), "jobs") instanceof Map<?, ?> all) {
            all.keySet().forEach(name -> jobs.add(String.valueOf(name)));
        }
        List<String> branches = new ArrayList<>();
        PipelineFile.walk(file.content(), (key, value) -> {
            if (key.equals("branches")) {
                branches.addAll(words(get(value, "only")));
            }
        });
        return delivery("CircleCI", file, branches.stream().distinct().toList(), jobs, deployments, List.of());
    }

    static Delivery gitlab(PipelineFile file) {
        List<String> jobs = new ArrayList<>();
        List<String> branches = new ArrayList<>();
        if (file.content() instanceof Map<?, ?> all) {
            all.forEach((name, job) -> {
                if (job instanceof Map && !NO_JOBS.contains(String.valueOf(name))) {
                    jobs.add(String.valueOf(name));
                    branches.addAll(words(get(job, "only")));
                }
            });
        }
        return delivery(
                "GitLab CI", file, branches.stream().distinct().toList(), jobs, DeployCommands.find(file), List.of());
    }

    static Delivery travis(PipelineFile file) {
        List<Deployment> deployments = new ArrayList<>(DeployCommands.find(file));
        List<Object> deploys = new ArrayList<>(list(get(file.content(), "deploy")));
        // Since 2017 a stage may deploy as well; "matrix" is the old name of "jobs".
        for (String key : List.of("jobs", "matrix")) {
            for (Object job : list(get(get(file.content(), key), "include"))) {
                deploys.addAll(list(get(job, "deploy")));
            }
        }
        Iterator<String> places = file.places("provider: heroku").iterator();
        for (Object deploy : deploys) {
            if ("heroku".equals(text(deploy, "provider"))) {
                Object app = get(deploy, "app");
                String place = places.hasNext() ? places.next() : file.name();
                if (app instanceof Map<?, ?> byBranch) {
                    byBranch.values()
                            .forEach(name ->
                                    deployments.add(new Deployment(literal(String.valueOf(name)), "dpl", place)));
                } else {
                    deployments.add(new Deployment(literal(text(deploy, "app")), "dpl", place));
                }
            }
        }
        return delivery(
                "Travis CI",
                file,
                words(get(get(file.content(), "branches"), "only")),
                words(get(file.content(), "stages")),
                deployments,
                List.of());
    }

    private static Delivery delivery(
            String service,
            PipelineFile file,
            List<String> branches,
            List<String> steps,
            List<Deployment> deployments,
            List<Promotion> promotions) {
        String name = text(file.content(), "name");
        return new Delivery(
                service,
                name == null ? file.name() : name,
                file.name(),
                branches,
                steps,
                SecretNames.find(file),
                deployments,
                promotions);
    }

    /** A name that is written out; null for a variable. */
    private static @Nullable String literal(@Nullable String app) {
        return app != null && app.matches("[a-z][a-z0-9-]{1,29}") ? app : null;
    }
}
