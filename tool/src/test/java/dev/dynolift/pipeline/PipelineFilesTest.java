package dev.dynolift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.ApprovedTree;
import dev.dynolift.generate.CremaExample;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.PipelinePlan;
import dev.dynolift.plan.PipelinePlan.Service;
import dev.dynolift.plan.SitePlan;
import dev.dynolift.yaml.ForeignDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineFilesTest {

    @TempDir
    Path folder;

    private final List<String> notes = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Service.class)
    void whoever_deploys_runs_the_same_two_scripts(Service service) throws Exception {
        Map<String, String> files = files(service, "acme");

        assertThat(files)
                .containsKeys("ci/build.sh", "ci/deploy.sh")
                .containsKeys("ci/deploy/lock.sh", "ci/deploy/release.sh")
                .containsKeys("ci/deploy/counts.sh", "ci/deploy/revisions.sh", "ci/deploy/services.sh");
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".sh")) {
                Path script = Files.writeString(folder.resolve("script.sh"), file.getValue());
                assertThat(new ProcessBuilder("sh", "-n", script.toString())
                                .inheritIO()
                                .start()
                                .waitFor())
                        .as(file.getKey())
                        .isZero();
            }
        }
        if (service != Service.NONE) {
            assertThat(pipeline(files)).contains("ci/build.sh --app", "ci/deploy.sh --app");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "SEMAPHORE", "CODEPIPELINE"})
    void a_site_is_built_once_and_promoted_by_each_of_them(Service service) throws Exception {
        Map<String, String> files = siteFiles(service, Optional.of("22"));

        assertThat(files)
                .containsKeys("ci/build-site.sh", "ci/deploy-site.sh", "ci/deploy/files.sh", "ci/deploy/visitors.sh")
                .doesNotContainKeys("ci/build.sh", "ci/deploy.sh");
        assertThat(files.get("ci/site.json"))
                .isEqualToNormalizingWhitespace("{ \"build\" : \"npm ci && npm run build\", \"folder\" : \"dist\" }");
        String pipeline = pipeline(files);
        assertThat(pipeline)
                .contains("ci/build-site.sh --app", "--promoted-from", "ci/deploy-site.sh --app", "--release")
                .doesNotContain("<app>", "<build>", "<node>", "<made>", "ci/build.sh", "IMAGE", "imagedefinitions");
        assertThat(pipeline).containsAnyOf("node-version: \"22\"", "sem-version node 22", "nodejs: 22");
        assertThat(pipeline(siteFiles(service, Optional.empty()))).doesNotContain("node");
        write(files);
        ApprovedTree.assertApproved(
                "pipelines/site-" + Choice.word(service), folder.resolve("files"), path -> path.endsWith(".yml"));
    }

    private static String pipeline(Map<String, String> files) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".yml"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining());
    }

    @Test
    void semaphore_goes_to_production_when_a_person_says_so() {
        Map<String, String> files = files(Service.SEMAPHORE, "acme");

        Map<?, ?> first = yaml(files, ".semaphore/semaphore.yml");
        assertThat(first.get("version")).isEqualTo("v1.0");
        List<Map<?, ?>> promotions = maps(first.get("promotions"));
        assertThat(promotions.stream().map(promotion -> String.valueOf(promotion.get("pipeline_file"))))
                .containsExactly("deploy-staging.yml", "deploy-production.yml");
        assertThat(promotions.get(0).get("auto_promote").toString())
                .isEqualTo("{when=branch = 'main' and result = 'passed'}");
        assertThat(promotions.get(1).containsKey("auto_promote")).isFalse();
        Map<?, ?> production = yaml(files, ".semaphore/deploy-production.yml");
        Map<?, ?> task = (Map<?, ?>) maps(production.get("blocks")).get(0).get("task");
        assertThat(maps(task.get("jobs")).get(0).get("commands").toString())
                .contains("role/crema-production-pipeline", "AWS_WEB_IDENTITY_TOKEN_FILE", "checkout");
        assertThat(production.get("queue").toString()).isEqualTo("{name=crema-production, scope=project}");
    }

    @ParameterizedTest
    @EnumSource(names = {"SEMAPHORE", "CODEPIPELINE"})
    void the_files_are_the_approved_ones(Service service) throws Exception {
        write(files(service, "acme"));

        ApprovedTree.assertApproved("pipelines/" + Choice.word(service), folder.resolve("files"), path -> true);
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".yml")) {
                Path place = folder.resolve("files").resolve(file.getKey());
                Files.createDirectories(place.getParent());
                Files.writeString(place, file.getValue());
            }
        }
    }

    @Test
    void codepipeline_hands_the_image_on_by_its_own_file() {
        Map<String, String> files = files(Service.CODEPIPELINE, "");

        assertThat(yaml(files, "buildspec.yml").get("artifacts").toString())
                .isEqualTo("{files=[imagedefinitions.json, ci/**/*]}");
        assertThat(files.get("ci/deploy.buildspec.yml")).contains("jq -r '.[0].imageUri' imagedefinitions.json");
    }

    @Test
    void as_long_as_it_is_not_known_who_may_deploy_nobody_may() {
        files(Service.SEMAPHORE, "");

        assertThat(notes)
                .contains("No role lets a pipeline deploy crema to production yet: write the pipeline's repository and"
                        + " organization into plan.yaml, and generate again.");
    }

    private Map<String, String> files(Service service, String organization) {
        List<PipelineStage> stages = List.of(
                stage("staging", service, organization, false), stage("production", service, organization, true));
        return PipelineFiles.of("crema", stages, notes).stream()
                .collect(Collectors.toMap(file -> file.path().substring("ci/crema/".length()), GeneratedFile::content));
    }

    private Map<String, String> siteFiles(Service service, Optional<String> node) {
        SitePlan site = new SitePlan(
                chosen("/dist/"),
                chosen("npm ci && npm run build"),
                chosen(false),
                chosen(false),
                chosen(""),
                List.of(),
                List.of(),
                List.of(),
                chosen(List.of("/assets/*")),
                chosen(""));
        List<PipelineStage> stages = List.of(
                stage("staging", service, "acme", false, Optional.of(site)),
                stage("production", service, "acme", true, Optional.of(site)));
        return PipelineFiles.ofSite("kiosk", stages, node, notes).stream()
                .collect(Collectors.toMap(file -> file.path().substring("ci/kiosk/".length()), GeneratedFile::content));
    }

    private static PipelineStage stage(String environment, Service service, String organization, boolean byHand) {
        return stage(environment, service, organization, byHand, Optional.empty());
    }

    private static PipelineStage stage(
            String environment, Service service, String organization, boolean byHand, Optional<SitePlan> site) {
        AppPlan app = CremaExample.plan().apps().get(0);
        PipelinePlan pipeline =
                new PipelinePlan(chosen(service), chosen("crema-coffee/crema"), chosen("main"), chosen(organization));
        return new PipelineStage(
                environment,
                "us-east-1",
                "",
                false,
                new AppPlan(
                        app.name(),
                        app.component(),
                        app.environment(),
                        app.services(),
                        app.release(),
                        app.scheduledJobs(),
                        app.variables(),
                        app.settings(),
                        app.addons(),
                        app.logDrains(),
                        app.domains(),
                        site,
                        app.secrets(),
                        pipeline,
                        app.image()),
                byHand,
                byHand ? Optional.of("staging") : Optional.empty());
    }

    private static <T> Choice<T> chosen(T value) {
        return Choice.yours(value, "");
    }

    private static Map<?, ?> yaml(Map<String, String> files, String name) {
        return (Map<?, ?>)
                ForeignDocument.read(name, files.get(name)).orElseThrow().content();
    }

    private static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }
}
