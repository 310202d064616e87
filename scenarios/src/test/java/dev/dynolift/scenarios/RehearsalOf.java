package dev.dynolift.scenarios;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rehearsals of one app in one folder. Closing it ends whatever a failed story has left running. Not thread-safe. */
final class RehearsalOf implements AutoCloseable {

    private final Path folder;
    private final Path app;
    private final Program program;
    private final List<String> size;

    /**
     * @param folder where the program runs
     * @param app the folder that it rehearses
     * @param size the options that keep it small; the same for each run
     */
    RehearsalOf(Path folder, Path app, String... size) throws IOException {
        for (String needed : List.of("pg_dump", "pg_restore", "psql")) {
            assumeTrue(
                    isOnPath(needed), needed + " is not on the PATH: a rehearsal needs PostgreSQL's client programs");
        }
        // As a process's own working folder is shown: without symbolic links.
        this.folder = folder.toRealPath();
        this.app = app;
        this.program = new Program(this.folder);
        this.size = List.of(size);
    }

    /** The example, small, in a folder of the program's own. */
    static RehearsalOf crema(Path folder, String scale) throws IOException {
        Path app = folder.resolve("app");
        if (!Files.exists(app)) {
            CopyOfExample.into(app);
        }
        return new RehearsalOf(folder, app, "--scale", scale, "--seconds", "1");
    }

    static Path example() {
        return Program.repository().resolve("examples/crema");
    }

    Program program() {
        return program;
    }

    Path folder() {
        return folder;
    }

    Path app() {
        return app;
    }

    Path workspace() {
        return folder.resolve("dynolift-crema");
    }

    Program.Running start(String... options) throws IOException {
        Stream<String> words = Stream.of(Stream.of("rehearse", app.toString()), size.stream(), Arrays.stream(options))
                .flatMap(part -> part);
        return program.start(words.toArray(String[]::new));
    }

    Program.Result run(String... options) throws IOException, InterruptedException {
        return start(options).await(java.time.Duration.ofMinutes(10));
    }

    /** The one JSON object that a run printed. */
    static JsonNode json(Program.Result result) {
        try {
            return JsonMapper.shared().readTree(result.out());
        } catch (RuntimeException e) {
            throw new AssertionError("no JSON object, but:\n" + result.out() + "\n" + result.err(), e);
        }
    }

    /** Ends the program at once, as {@code kill -9} does; its children and the servers are left to themselves. */
    static void kill(Program.Running run) throws InterruptedException {
        run.process().destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!LeftBehind.in(folder).isEmpty()) {
            program.run("rehearse", app.toString(), "--stop");
            LeftBehind.end(folder);
        }
    }

    private static boolean isOnPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(part -> Files.isExecutable(Path.of(part, name)));
    }
}
