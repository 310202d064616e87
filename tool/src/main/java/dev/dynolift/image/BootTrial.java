package dev.dynolift.image;

import dev.dynolift.image.ContainerProgram.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/** Starts an image's web process as ECS would, waits until it answers, and stops it again. */
final class BootTrial {

    private static final int LOG_LINES = 20;

    /** What Podman says without catatonit. ECS puts a first process of its own before the app's, too. */
    private static final Pattern NO_INIT = Pattern.compile("(?i)\\binit\\b.*\\b(not found|no such file)|catatonit");

    private static final String LIMITS =
            "\nThis machine may give a container no more than it has itself, as machines of CI"
                    + " services often may. Write into ~/.config/containers/containers.conf, below [containers]:"
                    + "\n    default_ulimits = [\"nofile=1024:1024\", \"nproc=4096:4096\"]";

    private final ContainerProgram program;
    private final String image;
    private final Duration patience;

    /** @param patience how long the process may take until it answers */
    BootTrial(ContainerProgram program, String image, Duration patience) {
        this.program = program;
        this.image = image;
        this.patience = patience;
    }

    /**
     * How it went.
     *
     * @param told a sentence, and the last lines that the process wrote where it did not boot
     * @param status of its first answer; empty when there was none
     * @param stopSeconds how long it took to end after SIGTERM; empty when it had to be killed, or had not booted
     */
    record Result(boolean booted, String told, OptionalInt status, OptionalInt stopSeconds) {}

    /**
     * @param command as ECS gives it to the container
     * @param settings files of settings, which the container program reads itself
     */
    Result run(List<String> command, List<Path> settings, int port, String path, int grace) {
        String name = "dynolift-check-" + UUID.randomUUID();
        Thread cleaning = new Thread(() -> program.run("rm", "--force", name));
        // Whoever stops the check leaves no container behind.
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            List<String> start = new ArrayList<>(List.of("run", "--detach", "--init", "--name", name));
            settings.forEach(file -> start.addAll(List.of("--env-file", file.toString())));
            start.addAll(List.of("--env", "PORT=" + port, "--publish", "127.0.0.1::" + port, image));
            start.addAll(command);
            Answer started = program.run(Duration.ofMinutes(2), start);
            if (!started.well() && NO_INIT.matcher(started.text()).find()) {
                program.run("rm", "--force", name);
                start.remove("--init");
                started = program.run(Duration.ofMinutes(2), start);
            }
            if (!started.well()) {
                return failed("It could not be started:\n" + started.end(LOG_LINES)
                        + (started.text().contains("setrlimit") ? LIMITS : ""));
            }
            return watched(name, port, path, grace);
        } finally {
            program.run("rm", "--force", name);
            Runtime.getRuntime().removeShutdownHook(cleaning);
        }
    }

    private Result watched(String name, int port, String path, int grace) {
        Optional<URI> address = address(name, port, path);
        if (address.isEmpty()) {
            return failed(running(name) ? "The container has no port " + port + "." : ended(name));
        }
        long began = System.nanoTime();
        while (System.nanoTime() - began < patience.toNanos()) {
            OptionalInt status = ask(address.get());
            if (status.isPresent()) {
                long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
                OptionalInt stop = stop(name, grace);
                return new Result(
                        true,
                        "It answered on port " + port + " after " + seconds + " s (GET " + path + ": "
                                + status.getAsInt() + ").",
                        status,
                        stop);
            }
            if (!running(name)) {
                return failed(ended(name));
            }
        }
        return failed("It did not answer on port " + port + " within " + patience.toSeconds()
                + " s. It has to listen there on all addresses (0.0.0.0), not on 127.0.0.1. It wrote:\n"
                + program.run("logs", "--tail", String.valueOf(LOG_LINES), name).end(LOG_LINES));
    }

    private static Result failed(String told) {
        return new Result(false, told, OptionalInt.empty(), OptionalInt.empty());
    }

    private Optional<URI> address(String name, int port, String path) {
        Answer answer = program.run("port", name, port + "/tcp");
        return answer.text()
                .lines()
                .filter(line -> answer.well() && line.matches("127\\.0\\.0\\.1:\\d+"))
                .map(line -> URI.create("http://" + line + (path.startsWith("/") ? path : "/" + path)))
                .findFirst();
    }

    /** A port that is published takes connections before anybody listens, so only an answer counts. */
    private static OptionalInt ask(URI address) {
        try {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
            // As behind the load balancer.
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .header("X-Forwarded-Proto", "https")
                    .build();
            return OptionalInt.of(
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            pause();
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean running(String name) {
        return program.run("inspect", "--format", "{{.State.Running}}", name)
                .text()
                .strip()
                .equals("true");
    }

    private String ended(String name) {
        String code = program.run("inspect", "--format", "{{.State.ExitCode}}", name)
                .text()
                .strip();
        return "It ended with exit code " + code + " in place of listening. It wrote:\n"
                + program.run("logs", "--tail", String.valueOf(LOG_LINES), name).end(LOG_LINES);
    }

    private OptionalInt stop(String name, int grace) {
        long began = System.nanoTime();
        program.run(Duration.ofSeconds(grace + 60L), List.of("stop", "--time", String.valueOf(grace), name));
        String code = program.run("inspect", "--format", "{{.State.ExitCode}}", name)
                .text()
                .strip();
        boolean killed = code.equals("137");
        return killed
                ? OptionalInt.empty()
                : OptionalInt.of(
                        (int) Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
}
