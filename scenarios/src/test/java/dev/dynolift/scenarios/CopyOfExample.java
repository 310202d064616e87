package dev.dynolift.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of examples/crema that a story may spoil. */
final class CopyOfExample {

    private CopyOfExample() {}

    /** Copies the example into a folder that it makes. */
    static Path into(Path folder) throws IOException {
        Path example = RehearsalOf.example();
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(example.relativize(file).toString()));
            }
        }
        return folder;
    }
}
