package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs programs to their end. What they say goes through a file, so that what they start in turn cannot hold us up. */
final class ChildProgram {

    /** For what takes as long as the data is large. */
    static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Variables that would turn libpq's programs to another database, or PostgreSQL to another language. */
    private static final List<String> MISLEADING = List.of("PG", "LC_", "LANG");

    private static final File NOTHING = new File("/dev/null");

    private ChildProgram() {}

    /** How a program ended, and what it said. */
    record Ended(int exitCode, String output) {

        boolean well() {
            return exitCode == 0;
        }

        /** The last lines of what it said, for an error. */
        String lastLines(int count) {
            return ChildProgram.lastLines(output, count);
        }
    }

    /** How both programs of a pipe ended, and what they said on standard error. */
    record PipeEnded(Ended first, Ended second) {}

    /** What writes a program's input; an input that the program no longer reads is no error. */
    interface Feed {
        void writeTo(OutputStream input) throws IOException;
    }

    static Ended run(List<String> command, Map<String, String> environment, int seconds) {
        return run(builder(command, environment).redirectInput(NOTHING), seconds, input -> {});
    }

    static Ended feed(List<String> command, Map<String, String> environment, Feed feed) {
        return run(builder(command, environment), NO_LIMIT, feed);
    }

    private static Ended run(ProcessBuilder builder, int seconds, Feed feed) {
        try (SaidFile said = new SaidFile()) {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(said.file())
                    .start();
            try {
                @Nullable IOException broken = feedAll(process, feed);
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                if (!ended) {
                    return new Ended(-1, said.text() + "\nIt did not end within " + seconds + " seconds.");
                }
                // When it has ended badly it says why, and our broken pipe is only what follows.
                if (broken != null && process.exitValue() == 0) {
                    throw broken;
                }
                return new Ended(process.exitValue(), said.text());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw cannotRun(builder, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static @Nullable IOException feedAll(Process process, Feed feed) {
        try (OutputStream input = process.getOutputStream()) {
            feed.writeTo(input);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Runs two programs, the second one reading what the first one writes. */
    static PipeEnded pipe(
            List<String> first,
            Map<String, String> firstEnvironment,
            List<String> second,
            Map<String, String> secondEnvironment) {
        ProcessBuilder from = builder(first, firstEnvironment).redirectInput(NOTHING);
        ProcessBuilder into = builder(second, secondEnvironment);
        try (SaidFile fromSaid = new SaidFile();
                SaidFile intoSaid = new SaidFile()) {
            from.redirectError(fromSaid.file());
            into.redirectError(intoSaid.file()).redirectOutput(NOTHING);
            List<Process> processes = ProcessBuilder.startPipeline(List.of(from, into));
            try {
                int secondCode = processes.get(1).waitFor();
                int firstCode = processes.get(0).waitFor();
                return new PipeEnded(new Ended(firstCode, fromSaid.text()), new Ended(secondCode, intoSaid.text()));
            } finally {
                processes.forEach(Process::destroyForcibly);
            }
        } catch (IOException e) {
            throw cannotRun(from, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> MISLEADING.stream().anyMatch(name::startsWith));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        return builder;
    }

    /** A file for what a program says, gone at the end. */
    private record SaidFile(File file) implements AutoCloseable {

        SaidFile() throws IOException {
            this(Files.createTempFile("dynolift-", ".out").toFile());
        }

        /** Programs quote what they were given, which need not be UTF-8. */
        String text() throws IOException {
            return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file.toPath());
        }
    }

    private static DynoliftException cannotRun(ProcessBuilder builder, IOException e) {
        Path program = Path.of(builder.command().get(0));
        return new DynoliftException(
                ErrorCode.PROCESS, "the program " + program + " cannot be run", e.toString(), "", e);
    }

    static DynoliftException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DynoliftException(
                ErrorCode.INTERRUPTED, "the work was stopped", "", "Run the same command again to go on.", e);
    }

    static String lastLines(String text, int count) {
        List<String> lines = text.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
}
