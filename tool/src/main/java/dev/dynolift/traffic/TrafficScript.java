package dev.dynolift.traffic;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that an app's users do, in the language of pgbench's scripts as far as
 * {@code docs/reference/rehearsal-folder.md} describes it. Immutable.
 *
 * @param name the file, for messages
 */
public record TrafficScript(String name, List<ScriptStep> steps) {

    public TrafficScript {
        steps = List.copyOf(steps);
    }

    /** The file without its folders. */
    String fileName() {
        return String.valueOf(Path.of(name).getFileName());
    }

    /**
     * Reads scripts.
     *
     * @throws DynoliftException (INPUT) with every problem of every file, each with line and column
     */
    public static List<TrafficScript> readAll(List<Path> files) {
        Problems problems = new Problems();
        List<TrafficScript> scripts = new ArrayList<>();
        for (Path file : files) {
            try {
                scripts.add(parse(file.toString(), Files.readString(file), problems));
            } catch (IOException e) {
                problems.add(file.toString(), "it cannot be read (" + e + ")", "");
            }
        }
        problems.throwIfAny(ErrorCode.INPUT, "the traffic cannot be played");
        return scripts;
    }

    /** Reads one script and adds what is wrong with it to the problems. */
    static TrafficScript parse(String name, String text, Problems problems) {
        return new TrafficScript(name, new ScriptParser(name, text, problems).parse());
    }
}
