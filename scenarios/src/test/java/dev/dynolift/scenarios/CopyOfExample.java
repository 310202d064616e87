package dev.dynolift.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of examples/crema that a story may spoil, whose users are less busy: stories run side by side. */
final class CopyOfExample {

    private static final String BUSY = "pauseMillis: 5";

    private CopyOfExample() {}

    /** Copies the example into a folder that it makes. */
    static Path into(Path folder) throws IOException {
        Path example = RehearsalOf.example();
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(example.relativize(file).toString()));
            }
        }
        Path settings = folder.resolve("app.yaml");
        String text = Files.readString(settings);
        if (!text.contains(BUSY)) {
            throw new IllegalStateException(BUSY + " is no longer in the example's app.yaml");
        }
        Files.writeString(settings, text.replace(BUSY, "pauseMillis: 120"));
        return folder;
    }
}
