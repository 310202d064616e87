package dev.dynolift.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server says of itself in its data folder ({@code postmaster.pid}; its lines are listed in PostgreSQL's
 * {@code miscadmin.h}). It outlives a server that was killed.
 */
record PostmasterFile(long pid, int port) {

    static Path in(Path dataFolder) {
        return dataFolder.resolve("postmaster.pid");
    }

    /** Empty when there is none, or one still being written. */
    static Optional<PostmasterFile> read(Path dataFolder) throws IOException {
        Path file = in(dataFolder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (NumberFormatException unfinished) {
            return Optional.empty();
        }
    }

    /** Whether a PostgreSQL process has this number; a number is given again after its process has died. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }
}
