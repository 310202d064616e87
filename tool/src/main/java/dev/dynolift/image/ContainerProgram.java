package dev.dynolift.image;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Docker or Podman as they are on this machine: both take the same words. Arguments never hold the value of a setting. */
final class ContainerProgram {

    private static final Duration SHORT = Duration.ofSeconds(60);

    private final Path program;
    private final Map<String, String> environment;

    private ContainerProgram(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    /** What one run said, both of its streams, and how it ended. */
    record Answer(int code, String text) {

        boolean well() {
            return code == 0;
        }

        /** The last lines, indented. */
        String end(int lines) {
            List<String> all = text.strip().lines().toList();
            return String.join(
                    "\n",
                    all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                            .map(line -> "    " + line)
                            .toList());
        }
    }

    /** A program that works, or why there is none. */
    record Search(List<ContainerProgram> found, String reason) {}

    /**
     * The first that is there and can be used: what DOCKER names, docker, podman.
     *
     * @param environment whose PATH says where programs are
     */
    static Search search(Map<String, String> environment) {
        Set<String> names = new LinkedHashSet<>();
        if (!environment.getOrDefault("DOCKER", "").isBlank()) {
            names.add(environment.get("DOCKER"));
        }
        names.addAll(List.of("docker", "podman"));
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
                Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
                if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                    ContainerProgram program = new ContainerProgram(file, environment);
                    Answer answer = program.run("info");
                    if (answer.well()) {
                        return new Search(List.of(program), "");
                    }
                    String said = answer.text().strip().lines().reduce("", (before, line) -> line);
                    reasons.add(name + " is installed and does not work" + (said.isEmpty() ? "" : " (" + said + ")"));
                    break;
                }
            }
        }
        return new Search(
                List.of(), reasons.isEmpty() ? "neither docker nor podman is installed" : String.join("; ", reasons));
    }

    /** "docker". */
    String name() {
        return program.getFileName().toString();
    }

    Answer run(String... arguments) {
        return run(SHORT, List.of(arguments));
    }

    Answer run(Duration patience, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path said = null;
        try {
            // A file, since a pipe that nobody reads stops a talkative program.
            said = Files.createTempFile("dynolift-image", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("DOCKER_BUILDKIT", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroy();
                return new Answer(
                        -1,
                        Files.readString(said, StandardCharsets.UTF_8) + "\nIt did not end within "
                                + patience.toSeconds() + " s.");
            }
            return new Answer(process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Answer(-1, Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(ErrorCode.INTERRUPTED, "the check was stopped", "", "Run it again.", e);
        } finally {
            if (said != null) {
                said.toFile().delete();
            }
        }
    }
}
