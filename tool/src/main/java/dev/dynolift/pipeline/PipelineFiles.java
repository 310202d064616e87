package dev.dynolift.pipeline;

import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.PipelinePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that build and deploy an app, in {@code ci/<component>}, where they lie as they belong into the app's
 * repository: two scripts that do it, and what a CI service needs to run them.
 */
public final class PipelineFiles {

    private static final List<String> SCRIPTS = List.of("build.sh", "deploy.sh");

    private static final List<String> PARTS = List.of("lock.sh", "release.sh", "revisions.sh", "services.sh");

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
        List<GeneratedFile> files = new ArrayList<>();
        SCRIPTS.forEach(name -> files.add(new GeneratedFile(root + "ci/" + name, resource(name), true)));
        PARTS.forEach(name -> files.add(GeneratedFile.text(root + "ci/deploy/" + name, resource("deploy/" + name))));
        // The last environment is the one that all of this is for.
        PipelinePlan pipeline = stages.get(stages.size() - 1).app().pipeline();
        switch (pipeline.service().value()) {
            case CODEPIPELINE -> {
                files.add(GeneratedFile.text(root + "buildspec.yml", resource("buildspec.yml")));
                files.add(GeneratedFile.text(root + "ci/deploy.buildspec.yml", resource("deploy.buildspec.yml")));
            }
            case GITHUB ->
                files.add(GeneratedFile.text(
                        root + ".github/workflows/deploy-to-aws.yml", GithubWorkflow.text(component, stages)));
            case SEMAPHORE -> files.addAll(SemaphorePipelines.files(root + ".semaphore/", component, stages));
            case NONE -> {}
        }
        note(component, stages, pipeline, notes);
        return files;
    }

    private static void note(String component, List<PipelineStage> stages, PipelinePlan pipeline, List<String> notes) {
        PipelinePlan.Service service = pipeline.service().value();
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

    private static String resource(String name) {
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
