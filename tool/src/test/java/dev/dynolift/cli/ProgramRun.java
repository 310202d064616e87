package dev.dynolift.cli;

import dev.dynolift.launcher.LaunchedJava;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, as these test classes were compiled: what it printed and how it ended. */
public record ProgramRun(int exitCode, String out, String err) {

    /**
     * Runs a command between two databases.
     *
     * @param folder where what it prints is kept meanwhile
     */
    public static ProgramRun of(Path folder, String sourceUrl, String targetUrl, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = LaunchedJava.of(Main.class);
        command.addAll(arguments);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("DYNOLIFT_SOURCE_URL", sourceUrl);
        builder.environment().put("DYNOLIFT_TARGET_URL", targetUrl);
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("not done after three minutes");
        }
        return new ProgramRun(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
