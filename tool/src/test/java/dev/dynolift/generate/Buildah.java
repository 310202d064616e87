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
import java.util.Map;
import java.util.Set;
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
            done(
                    List.of(
                            "mmdebstrap",
                            "--quiet",
                            "--variant=apt",
                            "--include=" + PACKAGES,
                            "bookworm",
                            begun.toString()),
                    Map.of());
            Files.move(begun, debian);
        }
        for (String file : List.of("Containerfile", "gather-gems.sh")) {
            Files.copy(
                    RESOURCES.resolve(file), folder.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        build(folder, "Containerfile", reference, Map.of());
    }

    /**
     * Builds what a Dockerfile says as it is; gives all that was printed.
     *
     * @param lent settings that lines of it ask for
     */
    String build(Path context, String dockerfile, String reference, Map<String, String> lent)
            throws IOException, InterruptedException {
        return done(build(context, dockerfile, reference, lent.keySet()), lent);
    }

    /** What is printed when the build is lent nothing, and does not succeed. */
    String refusal(Path context, String dockerfile, String reference) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(build(context, dockerfile, reference, Set.of()))
                .redirectErrorStream(true)
                .start();
        String output = text(process.getInputStream());
        assertThat(process.waitFor()).as(output).isNotZero();
        return output;
    }

    private List<String> build(Path context, String dockerfile, String reference, Set<String> lent) {
        List<String> command = command(
                "bud",
                "--isolation=chroot",
                "--network=host",
                "--pull-never",
                "--layers",
                "--file=" + context.resolve(dockerfile),
                "--tag=" + reference);
        lent.forEach(name -> command.add("--secret=id=" + name + ",env=" + name));
        command.add(context.toString());
        return command;
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
        return JsonMapper.shared().readTree(inspection(reference)).path("OCIv1").path("config");
    }

    /** All that is known of an image, its history too. */
    String inspection(String reference) throws IOException, InterruptedException {
        return buildah("inspect", "--type=image", reference);
    }

    /** The folder of all layers of all images and stages. */
    Path images() {
        return folder.resolve("images");
    }

    /** The options by which another program finds these images. */
    List<String> store() {
        // Podman takes no path of more than 50 characters here.
        return List.of(
                "--root=" + images(), "--runroot=" + Path.of(System.getProperty("java.io.tmpdir"), "image-test"));
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
        return done(command(arguments), Map.of());
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("buildah"));
        command.addAll(store());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a program that must succeed; gives both of its streams. */
    private static String done(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
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
