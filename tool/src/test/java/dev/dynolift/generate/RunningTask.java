package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A container as ECS runs one: in the image's root, as the image's user, with the environment of the image and of the task
 * definition and no other, below a first process that hands signals to its one child, as {@code initProcessEnabled} says.
 */
final class RunningTask implements AutoCloseable {

    private static final List<Path> FIRST_PROCESSES =
            List.of(Path.of("/usr/libexec/podman/catatonit"), Path.of("/usr/bin/catatonit"));

    private static final String ENTER = """
            root=$1 init=$2 user=$3 place=$4
            shift 4
            mount --make-rprivate /
            mount --rbind /dev "$root/dev"
            mount -t proc proc "$root/proc"
            touch "$root/run/init"
            mount --bind "$init" "$root/run/init"
            exec chroot --userspec="$user" "$root" env -i -C "$place" "$@"
            """;

    private final Process process;
    private final Path log;

    private RunningTask(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param image the image's configuration
     * @param container what the task definition says of the container
     * @param agent what ECS itself puts into the environment
     */
    static RunningTask start(Path root, JsonNode image, JsonNode container, Map<String, String> agent)
            throws IOException {
        assertThat(container.path("linuxParameters").path("initProcessEnabled").asBoolean())
                .isTrue();
        Map<String, String> environment = new LinkedHashMap<>();
        image.path("Env")
                .forEach(line -> environment.put(
                        line.asString().substring(0, line.asString().indexOf('=')),
                        line.asString().substring(line.asString().indexOf('=') + 1)));
        container
                .path("environment")
                .forEach(each -> environment.put(
                        each.path("name").asString(), each.path("value").asString()));
        environment.putAll(agent);
        List<String> words = new ArrayList<>();
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of("/run/init", "--"));
        image.path("Entrypoint").forEach(word -> words.add(word.asString()));
        container.path("command").forEach(word -> words.add(word.asString()));
        return start(
                root, image.path("User").asString(), image.path("WorkingDir").asString("/"), words);
    }

    /** Starts any program in a root, with no environment but what stands before it. */
    static RunningTask start(Path root, String user, String place, List<String> words) throws IOException {
        Path init = FIRST_PROCESSES.stream().filter(Files::exists).findFirst().orElseThrow();
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
        command.addAll(List.of("sh", "-euc", ENTER, "enter", root.toString(), init.toString(), user, place));
        command.addAll(words);
        Path log = Files.createTempFile("task", ".log");
        return new RunningTask(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    static boolean isPossible() {
        return FIRST_PROCESSES.stream().anyMatch(Files::exists);
    }

    /** All that was printed. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits until something was printed. */
    void awaitLog(String words) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!log().contains(words)) {
            assertThat(process.isAlive() || log().contains(words)).as(log()).isTrue();
            assertThat(System.nanoTime()).as("in time: " + words + "\n" + log()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** All its processes, the first one first. */
    List<ProcessHandle> processes() {
        return process.descendants().toList();
    }

    /** The environments and arguments of all its processes. */
    Stream<String> innards(String kind) {
        return processes().stream().map(one -> {
            try {
                return Files.readString(
                        Path.of("/proc", String.valueOf(one.pid()), kind),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
            } catch (IOException gone) {
                return "";
            }
        });
    }

    /** As ECS stops a task: a SIGTERM to the first process. */
    void tell() {
        process.children().forEach(ProcessHandle::destroy);
    }

    /** Waits for its end, for as long as ECS would before it kills, and gives its exit code. */
    int awaitEnd(Duration grace) throws IOException, InterruptedException {
        assertThat(process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS))
                .as("it ends within " + grace + "\n" + log())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
