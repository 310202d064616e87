package dev.dynolift.program;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program to its end, or to the end of our patience. Nobody answers its questions, and nothing that it starts in turn
 * holds us up, as it writes into files.
 *
 * @param exit empty when it could not be started or was ended
 * @param output what it said; what it complained of too, where both were asked for together
 * @param complaints what it said on standard error, and why there is no exit code
 */
public record ProgramRun(OptionalInt exit, String output, String complaints) {

    /** How long a program that is told to end may take to do so. */
    private static final Duration LEAVE = Duration.ofSeconds(5);

    /** Runs a program whose answer stands on standard output. */
    public static ProgramRun apart(List<String> command, Map<String, String> environment, Duration patience) {
        return run(command, environment, patience, false);
    }

    /** Runs a program whose two streams are read as one. */
    public static ProgramRun together(List<String> command, Map<String, String> environment, Duration patience) {
        return run(command, environment, patience, true);
    }

    public boolean well() {
        return exit.isPresent() && exit.getAsInt() == 0;
    }

    private static ProgramRun run(
            List<String> command, Map<String, String> environment, Duration patience, boolean together) {
        try (SaidFile out = SaidFile.make();
                SaidFile err = SaidFile.make()) {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.path().toFile());
            if (together) {
                builder.redirectErrorStream(true);
            } else {
                builder.redirectError(err.path().toFile());
            }
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
                return ended
                        ? new ProgramRun(OptionalInt.of(process.exitValue()), out.text(), err.text())
                        : new ProgramRun(
                                OptionalInt.empty(),
                                out.text(),
                                "it did not end within " + patience.toSeconds() + " s");
            } finally {
                end(process);
            }
        } catch (IOException e) {
            return new ProgramRun(OptionalInt.empty(), "", Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the work was stopped", "", "Run the same command again.", e);
        }
    }

    /** A builder of images, told to end, stops what it has started; one that does not listen is ended. */
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A file for what a program says, gone at the end. */
    private record SaidFile(Path path) implements AutoCloseable {

        static SaidFile make() throws IOException {
            return new SaidFile(Files.createTempFile("dynolift-", ".said"));
        }

        /** Programs quote what they were given, which need not be UTF-8. */
        String text() throws IOException {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            // What cannot be deleted, the system's folder for such files forgets by itself.
            path.toFile().delete();
        }
    }
}
