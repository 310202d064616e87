package dev.dynolift.doctor;

import dev.dynolift.program.ProgramRun;
import dev.dynolift.program.ProgramSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs of this machine that only tell something. */
final class Programs {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<String, String> environment;

    /** @param environment whose PATH says where programs are */
    Programs(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        // Nobody is there to answer.
        this.environment.put("GIT_TERMINAL_PROMPT", "0");
    }

    /** What a program said; standard output when it ended well, else standard error. */
    record Answer(boolean well, String text) {}

    Optional<Path> find(String name) {
        return ProgramSearch.in(environment).find(name);
    }

    Answer run(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProgramRun run = ProgramRun.apart(command, environment, LONGEST);
        return new Answer(run.well(), (run.well() ? run.output() : run.complaints()).strip());
    }
}
