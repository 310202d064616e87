package dev.dynolift.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for programs as a shell does.
 *
 * @param folders one after the other, separated as in the environment variable {@code PATH}; an empty one is this folder
 */
public record ProgramSearch(String folders) {

    /** In the folders that PATH names. */
    public static ProgramSearch in(Map<String, String> environment) {
        return new ProgramSearch(environment.getOrDefault("PATH", ""));
    }

    /** The first file of that name that may be run; a path is looked at alone. */
    public Optional<Path> find(String name) {
        return Stream.of(folders.split(File.pathSeparator))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
