package dev.dynolift.generate;

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

/** Every approved Dockerfile, given to a published parser and validator from npm. */
class DockerfileParserTest {

    private static final Path TOOLS = Path.of("src", "test", "npm").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void the_tools_are_there() {
        boolean node = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "node")));
        assumeTrue(
                node && Files.isDirectory(TOOLS.resolve("node_modules/dockerfile-utils")),
                "SKIPPED: the Dockerfiles' parser is not installed: npm ci --prefix tool/src/test/npm");
    }

    @Test
    void every_approved_dockerfile_is_valid() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src", "test", "resources", "approved"))) {
            files = all.filter(file -> file.endsWith("Dockerfile"))
                    .map(Path::toAbsolutePath)
                    .toList();
        }

        assertThat(files)
                .extracting(file -> String.valueOf(file.getParent().getFileName()))
                .contains("crema", "atlas", "ledger", "tickets", "newsroom", "kiosk", "harbour");
        assertThat(said(files)).isEmpty();
    }

    @Test
    void one_that_is_not_valid_is_noticed() throws Exception {
        Path broken = Files.writeString(folder.resolve("Dockerfile"), "FROM ruby:3.3\nEXPOSE web\nCOYP . .\n");

        assertThat(said(List.of(broken))).contains("Dockerfile:2: ", "Dockerfile:3: Unknown instruction: COYP");
    }

    private static String said(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "dockerfiles.js"));
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
