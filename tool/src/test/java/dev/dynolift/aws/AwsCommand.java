package dev.dynolift.aws;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real AWS CLI for scripts that call it often. Its first version is loaded once and forked for each call, which takes a
 * tenth of a start; where there is another version, scripts find it on the path as it is.
 */
public final class AwsCommand implements AutoCloseable {

    private static final Path LOADED_ONCE =
            Path.of("src", "test", "resources", "dev", "dynolift", "aws", "aws_at_once.py");

    private final Process process;
    private final Path folder;

    private AwsCommand(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** With a folder of its own, which a socket's name has to fit in. */
    public static AwsCommand start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("aws");
        Process process = new ProcessBuilder("python3", LOADED_ONCE.toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        AwsCommand command = new AwsCommand(process, folder);
        while (!Files.exists(folder.resolve("aws")) && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
        }
        return command;
    }

    /** A path for programs on which scripts find it before all others. */
    public String path() {
        return folder + File.pathSeparator + System.getenv("PATH");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        for (String name : List.of("aws", "socket", "log")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
