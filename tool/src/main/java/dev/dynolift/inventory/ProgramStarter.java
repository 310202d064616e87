package dev.dynolift.inventory;

import java.util.List;

/**
 * A process that starts others beside itself, as foreman does.
 *
 * @param process its type in the Procfile
 * @param file where it is told what to start; relative to the repository
 * @param programs what it starts, by name; empty when the file is not there
 */
public record ProgramStarter(String process, String file, List<String> programs) {

    public ProgramStarter {
        programs = List.copyOf(programs);
    }
}
