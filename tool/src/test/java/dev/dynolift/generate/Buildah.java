package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds images without a daemon, with a store of its own, so that it meets nobody's images. Needs root. */
final class Buildah {

    private static final Path RESOURCES = Path.of("src", "test", "resources", "running-image");

    /** What Debian has of what an image of a Rails app is made of. */
    private static final String PACKAGES =
            "ca-certificates,puma,redis-server,ruby,ruby-bundler,ruby-rails,ruby-sidekiq";

    private final Path folder;

    /** The folder is kept from run to run, as it takes minutes to fill. */
    Buildah(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toAbsolutePath();
    }

    /** Makes the image that stands in for another one, from Debian's packages alone. */
    void makeBase(String reference) throws IOException, InterruptedException {
        Path debian = folder.resolve("debian.tar");
        if (!Files.exists(debian)) {
            Path begun = folder.resolve("begun.tar");
            Files.deleteIfExists(begun);
            done(List.of(
                    "mmdebstrap", "--quiet", "--variant=apt", "--include=" + PACKAGES, "bookworm", begun.toString()));
            Files.move(begun, debian);
        }
        for (String file : List.of("Containerfile", "gather-gems.sh")) {
            Files.copy(
                    RESOURCES.resolve(file), folder.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        build(folder, "Containerfile", reference);
    }

    /** Builds what a Dockerfile says as it is; gives all that was printed. */
    String build(Path context, String dockerfile, String reference) throws IOException, InterruptedException {
        return buildah(
                "bud",
                "--isolation=chroot",
                "--network=host",
                "--pull-never",
                "--layers",
                "--file=" + context.resolve(dockerfile),
                "--tag=" + reference,
                context.toString());
    }

    /** Runs a command in a new container of an image, with a folder of this machine as its own /app. */
    String run(String reference, Path app, String command) throws IOException, InterruptedException {
        return buildah(
                "run",
                "--isolation=chroot",
                "--volume=" + app + ":/app",
                "--workingdir=/app",
                from(reference),
                "--",
                "sh",
                "-c",
                command);
    }

    /** How processes of the image are started: its user, environment, entrypoint. */
    JsonNode configuration(String reference) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(buildah("inspect", "--type=image", reference))
                .path("OCIv1")
                .path("config");
    }

    /** Mounts a new container's root. */
    Path root(String reference) throws IOException, InterruptedException {
        return Path.of(buildah("mount", from(reference)).strip());
    }

    /** Writes all layers and their configuration into one file, uncompressed. */
    Path archive(String reference) throws IOException, InterruptedException {
        Path archive = folder.resolve("archive.tar");
        Files.deleteIfExists(archive);
        buildah("push", "--quiet", reference, "docker-archive:" + archive);
        return archive;
    }

    /** Takes away all containers; images stay. */
    void clear() throws IOException, InterruptedException {
        buildah("rm", "--all");
    }

    private String from(String reference) throws IOException, InterruptedException {
        return buildah("from", "--pull-never", reference).strip();
    }

    private String buildah(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("buildah", "--root=" + folder.resolve("images"), "--runroot=" + folder.resolve("state")));
        command.addAll(List.of(arguments));
        return done(command);
    }

    /** Runs a program that must succeed; gives both of its streams. */
    static String done(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = text(process.getInputStream());
        assertThat(process.waitFor(20, TimeUnit.MINUTES))
                .as("it ends: " + command)
                .isTrue();
        assertThat(process.exitValue()).as(command + "\n" + output).isZero();
        return output;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
