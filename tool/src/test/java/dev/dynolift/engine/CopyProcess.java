package dev.dynolift.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dynolift.cli.Main;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.server.RehearsalDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code data copy} as a process of its own, with as little memory as the program has: one that can be killed. */
final class CopyProcess {

    private final Process process;
    private final Path said;

    private CopyProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    static CopyProcess start(RehearsalDatabases databases, Path folder, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--events");
        return startForPeople(databases, folder, all.toArray(String[]::new));
    }

    /** With words for people, as without a terminal. */
    static CopyProcess startForPeople(RehearsalDatabases databases, Path folder, String... arguments)
            throws IOException {
        return start(databases, folder, databases.targetMaster().toUri().reveal(), arguments);
    }

    /** Where the target should be, nobody listens. */
    static CopyProcess startWithoutTarget(RehearsalDatabases databases, Path folder, String... arguments)
            throws IOException {
        return start(databases, folder, "postgres://eva:secret@127.0.0.1:1/gone", arguments);
    }

    private static CopyProcess start(RehearsalDatabases databases, Path folder, String target, String... arguments)
            throws IOException {
        List<String> command = LaunchedJava.of(Main.class);
        command.addAll(List.of("data", "copy", "--yes"));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(folder, "copy", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .put("DYNOLIFT_SOURCE_URL", databases.sourceOwner().toUri().reveal());
        builder.environment().put("DYNOLIFT_TARGET_URL", target);
        return new CopyProcess(builder.start(), said);
    }

    /** Kills it so long after its first word; false when it was done before. */
    boolean kill(Duration after) throws IOException, InterruptedException {
        while (process.isAlive() && Files.size(said) == 0) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        if (process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    /** As ctrl-C does, as soon as it has said something. */
    void interrupt(String word) throws IOException, InterruptedException {
        while (process.isAlive() && !said().contains(word)) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    int await() throws InterruptedException {
        return await(Duration.ofMinutes(5));
    }

    int await(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the copy does not end");
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(said, UTF_8);
    }
}
