package dev.dynolift.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dynolift.cli.Main;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.server.ServerAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code data sync} or {@code data reverse} as a process of its own: one that can be killed. */
final class EngineProcess implements AutoCloseable {

    private final Process process;
    private final Path said;

    private EngineProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Where an engine runs, and with what. */
    record Place(ServerAddress source, ServerAddress target, Path folder, String heap, String classPath) {

        Place(ServerAddress source, ServerAddress target, Path folder) {
            this(source, target, folder, "128m", System.getProperty("java.class.path"));
        }

        /** Files in the folder are found before the program's own of the same name. */
        Place with(Path resources) {
            return new Place(source, target, folder, heap, resources + File.pathSeparator + classPath);
        }

        Place withHeap(String size) {
            return new Place(source, target, folder, size, classPath);
        }
    }

    /** @param command "sync", "reverse" */
    static EngineProcess start(Place place, String command) throws IOException {
        List<String> words = LaunchedJava.of(place.classPath, Main.class, "-Xmx" + place.heap);
        words.addAll(List.of("data", command, "--events"));
        Path said = Files.createTempFile(place.folder, command, ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("DYNOLIFT_SOURCE_URL", place.source.toUri().reveal());
        builder.environment().put("DYNOLIFT_TARGET_URL", place.target.toUri().reveal());
        return new EngineProcess(builder.start(), said);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}; it is gone when this returns. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(30));
    }

    /** The exit code. */
    int await(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the engine does not end: " + lastWords());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All that it has printed. */
    String said() {
        try {
            return Files.readString(said, UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String lastWords() {
        List<String> lines = said().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
