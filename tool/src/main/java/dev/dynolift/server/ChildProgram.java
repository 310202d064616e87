package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one program to its end. Its output goes through a file, so that what it starts in turn cannot hold us up. */
final class ChildProgram {

    /** Variables that would turn libpq's programs to another database, or PostgreSQL to another language. */
    private static final List<String> MISLEADING = List.of("PG", "LC_", "LANG");

    private ChildProgram() {}

    /** How a program ended, and what it said on both streams. */
    record Ended(int exitCode, String output) {

        boolean well() {
            return exitCode == 0;
        }

        /** The last lines of what it said, for an error. */
        String lastLines(int count) {
            return ChildProgram.lastLines(output, count);
        }
    }

    static Ended run(List<String> command, Map<String, String> environment, int seconds) {
        @Nullable Path output = null;
        @Nullable Process process = null;
        try {
            output = Files.createTempFile("dynolift-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            cleanEnvironment(builder.environment());
            builder.environment().putAll(environment);
            process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                return new Ended(-1, read(output) + "\nIt did not end within " + seconds + " seconds.");
            }
            return new Ended(process.exitValue(), read(output));
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.PROCESS, "the program " + command.get(0) + " cannot be run", e.toString(), "", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            deleteQuietly(output);
        }
    }

    /** Programs quote what they were given, which need not be UTF-8. */
    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    static void cleanEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> MISLEADING.stream().anyMatch(name::startsWith));
        environment.put("LC_ALL", "C");
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

    private static void deleteQuietly(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
