package dev.dynolift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every approved file that a CI service or Compose reads, given to GitHub's own parser and to schemas. */
class PublishedChecksTest {

    private static final Path TOOLS = Path.of("src", "test", "npm").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void the_tools_are_there() {
        boolean node = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "node")));
        assumeTrue(
                node && Files.isDirectory(TOOLS.resolve("node_modules/@actions/workflow-parser")),
                "SKIPPED: the checks of pipelines are not installed: npm ci --prefix tool/src/test/npm");
    }

    @Test
    void every_approved_pipeline_and_compose_file_is_valid() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src", "test", "resources", "approved"))) {
            files = all.filter(file -> file.toString()
                            .matches(".*/(\\.github/workflows|\\.semaphore)/[^/]+|.*buildspec\\.yml|.*/compose\\.yaml"))
                    .map(Path::toAbsolutePath)
                    .toList();
        }

        assertThat(files.stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "deploy-to-aws.yml",
                        "semaphore.yml",
                        "deploy-staging.yml",
                        "deploy-production.yml",
                        "buildspec.yml",
                        "deploy.buildspec.yml",
                        "compose.yaml");
        assertThat(files.stream()
                        .filter(file -> file.endsWith("compose.yaml"))
                        .map(file -> String.valueOf(file.getParent().getFileName())))
                .contains("crema", "atlas", "ledger", "tickets", "newsroom", "kiosk");
        assertThat(said(files)).isEmpty();
    }

    @Test
    void what_is_not_valid_is_noticed_in_each_of_them() throws Exception {
        Path workflow = broken("pipelines/site-github/.github/workflows/deploy-to-aws.yml", "runs-on:", "runs-at:");
        Path pipeline = broken("pipelines/semaphore/.semaphore/semaphore.yml", "pipeline_file:", "pipeline:");
        Path buildspec = broken("pipelines/codepipeline/buildspec.yml", "commands:", "command:");
        Path compose = broken("crema/image/crema/compose.yaml", "condition: service_healthy", "condition: well");

        assertThat(said(List.of(workflow))).contains("Unexpected value 'runs-at'");
        assertThat(said(List.of(pipeline))).contains("must have required property 'pipeline_file'");
        assertThat(said(List.of(buildspec))).contains("must have required property 'commands'");
        assertThat(said(List.of(compose))).contains("depends_on", "must be equal to one of the allowed values");
    }

    private Path broken(String approved, String right, String wrong) throws IOException {
        String text =
                Files.readString(Path.of("src", "test", "resources", "approved").resolve(approved));
        assertThat(text).contains(right);
        Path file = folder.resolve(approved);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text.replace(right, wrong));
    }

    private static String said(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "pipelines.mjs"));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .directory(TOOLS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
