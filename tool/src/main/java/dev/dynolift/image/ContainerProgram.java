package dev.dynolift.image;

import dev.dynolift.program.ProgramRun;
import dev.dynolift.program.ProgramSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
            Optional<Path> file = ProgramSearch.in(environment).find(name);
            if (file.isPresent()) {
                ContainerProgram program = new ContainerProgram(file.get(), environment);
                Answer answer = program.run("info");
                if (answer.well()) {
                    return new Search(List.of(program), "");
                }
                String said = answer.text().strip().lines().reduce("", (before, line) -> line);
                reasons.add(name + " is installed and does not work" + (said.isEmpty() ? "" : " (" + said + ")"));
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
        Map<String, String> all = new HashMap<>(environment);
        all.put("DOCKER_BUILDKIT", "1");
        ProgramRun run = ProgramRun.together(command, all, patience);
        return new Answer(run.exit().orElse(-1), (run.output() + "\n" + run.complaints()).stripTrailing());
    }
}
