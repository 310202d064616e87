package dev.dynolift.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The checkout that the tests run in, whichever module's folder is the current one. */
public final class Repository {

    private Repository() {}

    /** The folder that holds ARCHITECTURE.md. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests run outside a checkout");
        }
        return folder;
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All Java files below a folder of each module, such as {@code src/main/java}. */
    static List<Path> javaFiles(String below) {
        return Stream.of("engine", "tool", "scenarios")
                .map(module -> root().resolve(module).resolve(below))
                .filter(Files::isDirectory)
                .flatMap(Repository::javaFilesIn)
                .toList();
    }

    private static Stream<Path> javaFilesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
