package dev.dynolift.doctor;

import dev.dynolift.error.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs programs of this machine that only tell something. */
final class Programs {

    private static final int LONGEST_SECONDS = 30;

    private final Map<String, String> environment;

    /** @param environment whose PATH says where programs are */
    Programs(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What a program said; standard output when it ended well, else standard error. */
    record Answer(boolean well, String text) {}

    Optional<Path> find(String name) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    Answer run(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = null;
        Path err = null;
        try {
            // Files, since a pipe that nobody reads stops a talkative program.
            out = Files.createTempFile("dynolift-doctor", ".out");
            err = Files.createTempFile("dynolift-doctor", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            // Nobody is there to answer.
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Answer(false, "it did not end within " + LONGEST_SECONDS + " s");
            }
            boolean well = process.exitValue() == 0;
            return new Answer(
                    well,
                    Files.readString(well ? out : err, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new Answer(false, Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(false, "it was stopped");
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The system empties its folder for such files by itself.
        }
    }
}
