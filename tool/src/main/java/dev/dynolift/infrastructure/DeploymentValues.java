package dev.dynolift.infrastructure;

import dev.dynolift.dockerfile.ImageSource;
import dev.dynolift.infrastructure.EstateSummary.Kind;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.pipeline.PipelineStage;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.ImagePlan;
import dev.dynolift.plan.PipelinePlan;
import dev.dynolift.plan.PipelinePlan.Service;
import dev.dynolift.plan.SettingPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The values for Terraform that deploys and pipelines depend on. */
final class DeploymentValues {

    private DeploymentValues() {}

    /** Adds the release phase, the settings that a build reads, and the pipeline to an app's values. */
    static void app(ObjectNode node, EnvironmentEstate estate, AppPlan app, Inventory inventory) {
        app.release().ifPresent(release -> node.putObject("release")
                .put("command", release.command().value())
                .put("timeout_minutes", release.timeoutMinutes().value()));
        List<String> read = buildSettings(estate, app, inventory);
        if (!read.isEmpty()) {
            read.forEach(node.putArray("build_settings")::add);
        }
        dockerfile(app, inventory).ifPresent(file -> node.put("dockerfile", file));
        assets(node, app.image());
        String component = EnvironmentEstate.component(app);
        Optional<PipelineStage> stage = PipelineStage.of(estate, component);
        stage.flatMap(PipelineStage::promotedFrom).ifPresent(before -> node.putObject("promoted_from")
                .put("environment", before)
                .put("repository", estate.named(before) + "/" + component));
        pipeline(node, app.pipeline(), stage);
    }

    /** Adds the pipeline to a site's values, and the environment whose releases it takes over. */
    static void site(ObjectNode node, EnvironmentEstate estate, AppPlan app) {
        Optional<PipelineStage> stage = PipelineStage.of(estate, EnvironmentEstate.component(app));
        stage.flatMap(PipelineStage::promotedFrom).ifPresent(before -> node.put("promoted_from", before));
        pipeline(node, app.pipeline(), stage);
    }

    private static void pipeline(ObjectNode node, PipelinePlan pipeline, Optional<PipelineStage> stage) {
        // No role before it is known who may have it.
        if (pipeline.isComplete()) {
            ObjectNode values = node.putObject("pipeline")
                    .put("service", Choice.word(pipeline.service().value()))
                    .put("repository", pipeline.repository().value())
                    .put("branch", pipeline.branch().value());
            if (pipeline.service().value() == Service.SEMAPHORE) {
                values.put("organization", pipeline.organization().value());
            }
            if (pipeline.service().value() == Service.CODEPIPELINE) {
                values.put("approval", stage.filter(PipelineStage::byHand).isPresent());
            }
        }
    }

    /** A Dockerfile that is kept and stands elsewhere than usual. */
    private static Optional<String> dockerfile(AppPlan app, Inventory inventory) {
        return image(app, inventory).map(ImageRecipe::file).filter(file -> !file.equals(ImageRecipe.USUAL));
    }

    /** The image of a Dockerfile that is kept. */
    private static Optional<ImageRecipe> image(AppPlan app, Inventory inventory) {
        return inventory
                .app(app.name())
                .filter(heroku -> app.image().base().value() == ImagePlan.Base.OWN)
                .map(HerokuApp::repository)
                .map(code -> code.needs().image());
    }

    /** Adds where the static files are that CloudFront serves. */
    private static void assets(ObjectNode node, ImagePlan image) {
        if (image.usesCdn()) {
            String path = image.assetsPath().value();
            ObjectNode values = node.putObject("assets")
                    .put("folder", image.assetsFolder().value())
                    .put("path", path)
                    .put("variable", image.assetsVariable().value());
            // Where the usual builds put what has a digest in its name.
            ArrayNode kept = values.putArray("long_cache_paths");
            (path.isEmpty() ? List.of("/assets/*", "/packs/*", "/vite/*") : List.of("/" + path + "/*"))
                    .forEach(kept::add);
        }
    }

    /** Adds the issuers of tokens that this environment makes known to the account: those that none before it does. */
    static void issuers(ObjectNode node, EnvironmentEstate estate) {
        Map<String, String> issuers = new TreeMap<>();
        for (EnvironmentEstate each : EnvironmentEstate.of(estate.plan())) {
            // Each account has its own.
            if (!each.account().equals(estate.account())) {
                continue;
            }
            boolean itself = each.environmentName().equals(estate.environmentName());
            each.deployed().values().stream()
                    .map(AppPlan::pipeline)
                    .filter(PipelinePlan::isComplete)
                    .forEach(pipeline -> issuer(pipeline, issuers, itself));
            if (itself) {
                issuers.forEach((host, audience) -> {
                    if (!audience.isEmpty()) {
                        node.put(host, audience);
                    }
                });
                return;
            }
        }
    }

    /** An issuer that an earlier environment makes is kept with an empty audience. */
    private static void issuer(PipelinePlan pipeline, Map<String, String> issuers, boolean itself) {
        switch (pipeline.service().value()) {
            case GITHUB ->
                issuers.putIfAbsent("token.actions.githubusercontent.com", itself ? "sts.amazonaws.com" : "");
            case SEMAPHORE -> {
                String host = pipeline.organization().value() + ".semaphoreci.com";
                issuers.putIfAbsent(host, itself ? "https://" + host : "");
            }
            case CODEPIPELINE, NONE -> {}
        }
    }

    /** Adds what an app's pipeline is made of. */
    static void count(AppPlan app, Map<Kind, Integer> counts) {
        if (app.pipeline().isComplete()) {
            boolean onAws = app.pipeline().service().value() == Service.CODEPIPELINE;
            // The pipeline's own role, and one for each of its two projects, which have a log each.
            counts.merge(Kind.ROLE, onAws ? 3 : 1, Integer::sum);
            counts.merge(Kind.LOG_GROUP, onAws ? 2 : 0, Integer::sum);
            counts.merge(Kind.BUCKET, onAws ? 1 : 0, Integer::sum);
        }
    }

    /** What a person reads of an app's pipeline; empty when nobody but a person deploys. */
    static Optional<String> line(String component, AppPlan app) {
        PipelinePlan pipeline = app.pipeline();
        if (!pipeline.isComplete()) {
            return Optional.empty();
        }
        String by =
                pipeline.repository().value() + ", branch " + pipeline.branch().value();
        return Optional.of(
                pipeline.service().value() == Service.CODEPIPELINE
                        ? "CodePipeline, which builds and deploys " + component + " from " + by
                        : "a role by which " + by + ", may build and deploy " + component);
    }

    /** Settings that a build of the image reads, and whose values AWS keeps. */
    private static List<String> buildSettings(EnvironmentEstate estate, AppPlan app, Inventory inventory) {
        List<String> lent = image(app, inventory).map(ImageRecipe::lent).orElse(List.of());
        Optional<RepositoryFacts> code = inventory.app(app.name()).map(HerokuApp::repository);
        return app.settings().stream()
                .filter(setting -> estate.store(app, setting).isPresent())
                .map(SettingPlan::name)
                .filter(name -> ImageSource.isReadByBuilds(name, code) || lent.contains(name))
                .sorted()
                .toList();
    }
}
