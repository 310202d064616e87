package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.image.ImageCheck;
import dev.dynolift.image.ImageReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The real Podman, with the images that Buildah has. Its containers have limits that a machine of a CI service may grant, too,
 * and it sees the machine without the second kind of control groups where both are mounted, which its runtime refuses.
 */
final class Podman implements AutoCloseable {

    private static final String STAY = """
            ! mountpoint --quiet /sys/fs/cgroup/unified || umount /sys/fs/cgroup/unified
            echo ready
            exec sleep 3600
            """;

    private final Process place;
    private final Path programs;

    Podman(Buildah buildah, Path programs) throws IOException {
        this.programs = Files.createDirectories(programs);
        Path limits = Files.writeString(
                programs.resolve("containers.conf"),
                "[containers]\ndefault_ulimits = [\"nofile=1024:1024\", \"nproc=4096:4096\"]\n");
        place = new ProcessBuilder("unshare", "--mount", "--propagation=private", "sh", "-euc", STAY)
                .redirectErrorStream(true)
                .start();
        assertThat(place.inputReader().readLine()).isEqualTo("ready");
        Path real = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "podman"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        Path program = Files.writeString(
                programs.resolve("podman"),
                "#!/bin/sh\nexport CONTAINERS_CONF=" + limits + "\nexec nsenter --target " + place.pid()
                        + " --mount --wd=\"$PWD\" " + real + " " + String.join(" ", buildah.store()) + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** What {@code dynolift image check} says of an app. */
    ImageReport check(SmallRailsApp app, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
        environment.put("DOCKER", "podman");
        return new ImageCheck(
                        app.app(),
                        app.heroku(),
                        Optional.ofNullable(app.heroku().repository()).orElseThrow(),
                        environment)
                .check(new ImageCheck.Trial(
                        Optional.of(app.checkout()),
                        app.workspace().resolve("image/crema"),
                        Optional.empty(),
                        Duration.ofSeconds(120),
                        false));
    }

    @Override
    public void close() throws IOException {
        place.destroy();
        for (Path file : List.of(programs.resolve("podman"), programs.resolve("containers.conf"))) {
            Files.deleteIfExists(file);
        }
    }
}
