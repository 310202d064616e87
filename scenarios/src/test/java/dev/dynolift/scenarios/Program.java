package dev.dynolift.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The built program, {@code tool/target/dynolift.jar}, as its own process in a folder of the story's choice. What it
 * says goes to files in that folder ({@code stdout-1.txt}, {@code stderr-1.txt}, …), so that nothing blocks on a pipe.
 * Not thread-safe.
 */
public final class Program {

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private int runs;

    /** Runs in a folder, which becomes the program's current one. */
    public Program(Path folder) {
        this.folder = folder;
    }

    /**
     * How a run ended.
     *
     * @param exitCode the process's; after a signal 128 and the signal's number
     */
    public record Result(int exitCode, String out, String err) {}

    /** A run under way: its process, and the files that it writes to. */
    public record Running(Process process, Path out, Path err) {

        /** Waits until the process ends; kills it and fails when that takes longer than the time given. */
        public Result await(Duration longest) throws IOException, InterruptedException {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("not done after " + longest + "; it said:\n" + said());
            }
            return new Result(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        }

        /** What it has said so far, both streams. */
        public String said() throws IOException {
            return Files.readString(out, UTF_8) + Files.readString(err, UTF_8);
        }
    }

    /** Sets a variable of the environment of the runs to come. */
    public Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs a command line to its end, ten minutes at most. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await(Duration.ofMinutes(10));
    }

    /** Starts a command line and returns at once. The process must be ended by the story. */
    public Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the launcher does.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        runs++;
        File out = folder.resolve("stdout-" + runs + ".txt").toFile();
        File err = folder.resolve("stderr-" + runs + ".txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().putAll(environment);
        return new Running(builder.start(), out.toPath(), err.toPath());
    }

    /** The checkout that the tests run in. */
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests run outside a checkout");
        }
        return folder;
    }

    /** The program as it was built; the build's order has it there before a story runs. */
    public static Path jar() {
        Path jar = repository().resolve("tool/target/dynolift.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: run mvn -B verify, or build with ./dynolift --version");
        }
        return jar;
    }
}
