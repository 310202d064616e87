package dev.dynolift.pipeline;

import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.PipelinePlan;
import dev.dynolift.plan.SitePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files that build and deploy an app, in {@code ci/<component>}, where they lie as they belong into the app's
 * repository: two scripts that do it, and what a CI service needs to run them.
 */
public final class PipelineFiles {

    private static final List<String> SCRIPTS = List.of("build.sh", "deploy.sh");

    private static final List<String> PARTS =
            List.of("counts.sh", "lock.sh", "release.sh", "revisions.sh", "services.sh");

    private static final List<String> SITE_SCRIPTS = List.of("build-site.sh", "deploy-site.sh");

    private static final List<String> SITE_PARTS = List.of("files.sh", "visitors.sh");

    private PipelineFiles() {}

    /**
     * The files for one app.
     *
     * @param component the app's name on AWS
     * @param stages its environments, in the order in which a commit goes through them
     * @param notes takes a sentence for each thing that a person has to do
     */
    public static List<GeneratedFile> of(String component, List<PipelineStage> stages, List<String> notes) {
        String root = "ci/" + component + "/";
        List<GeneratedFile> files = new ArrayList<>(scripts(root, SCRIPTS, PARTS));
        files.addAll(service(root, component, stages, PipelineScripts.IMAGE));
        note(component, stages, notes);
        return files;
    }

    /**
     * The files for an app that is files and nothing else.
     *
     * @param node the version of Node.js that its build runs on; empty where it needs none
     */
    public static List<GeneratedFile> ofSite(
            String component, List<PipelineStage> stages, Optional<String> node, List<String> notes) {
        String root = "ci/" + component + "/";
        List<GeneratedFile> files = new ArrayList<>(scripts(root, SITE_SCRIPTS, SITE_PARTS));
        last(stages).site().ifPresent(site -> files.add(GeneratedFile.text(root + "ci/site.json", json(site))));
        files.addAll(service(root, component, stages, PipelineScripts.site(node)));
        note(component, stages, notes);
        return files;
    }

    private static List<GeneratedFile> scripts(String root, List<String> scripts, List<String> parts) {
        List<GeneratedFile> files = new ArrayList<>();
        scripts.forEach(name -> files.add(new GeneratedFile(root + "ci/" + name, resource(name), true)));
        parts.forEach(name -> files.add(GeneratedFile.text(root + "ci/deploy/" + name, resource("deploy/" + name))));
        return files;
    }

    /** What the CI service itself reads. */
    private static List<GeneratedFile> service(
            String root, String component, List<PipelineStage> stages, PipelineScripts scripts) {
        return switch (last(stages).pipeline().service().value()) {
            case CODEPIPELINE -> CodeBuildFiles.of(root, scripts);
            case GITHUB ->
                List.of(GeneratedFile.text(
                        root + ".github/workflows/deploy-to-aws.yml", GithubWorkflow.text(component, stages, scripts)));
            case SEMAPHORE -> SemaphorePipelines.files(root + ".semaphore/", component, stages, scripts);
            case NONE -> List.of();
        };
    }

    /** The last environment is the one that all of this is for. */
    private static AppPlan last(List<PipelineStage> stages) {
        return stages.get(stages.size() - 1).app();
    }

    private static String json(SitePlan site) {
        String folder = site.root().value().replaceFirst("^/+", "").replaceFirst("/+$", "");
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("build", site.build().value())
                .put("folder", folder.isEmpty() ? "." : folder);
        return node.toPrettyString() + "\n";
    }

    private static void note(String component, List<PipelineStage> stages, List<String> notes) {
        PipelinePlan.Service service = last(stages).pipeline().service().value();
        for (PipelineStage stage : stages) {
            AppPlan app = stage.app();
            if (app.pipeline().service().value() != service) {
                notes.add("The pipelines of " + component + " are of two kinds; all of its environments get that of "
                        + stages.get(stages.size() - 1).environment() + ". Write the same service for " + app.name()
                        + ".");
            } else if (service != PipelinePlan.Service.NONE && !app.pipeline().isComplete()) {
                notes.add("No role lets a pipeline deploy " + component + " to " + stage.environment()
                        + " yet: write the pipeline's repository"
                        + (service == PipelinePlan.Service.SEMAPHORE ? " and organization" : "")
                        + " into plan.yaml, and generate again.");
            }
        }
        switch (service) {
            case GITHUB ->
                notes.add("The workflow of " + component
                        + " finds the AWS account in the variable AWS_ACCOUNT_ID of its GitHub repository: set it.");
            case SEMAPHORE ->
                notes.add("The pipelines of " + component
                        + " find AWS_ACCOUNT_ID in the Semaphore secret aws-account: make it. Keep a semaphore.yml of"
                        + " your own, and take the promotions over into it.");
            default -> {}
        }
    }

    static String resource(String name) {
        try (InputStream stream = PipelineFiles.class.getResourceAsStream("ci/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the program does not carry ci/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
