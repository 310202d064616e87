package dev.dynolift.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Real servers that all test classes of one process share: {@code ServersForTests.pair(14, 17).freshDatabases("name")}. They
 * are started when first asked for and stopped when the tests' process ends; ones left behind by a killed run are found
 * and used again.
 */
public final class ServersForTests {

    /**
     * Nothing here must survive a power cut, and autovacuum need not look at each of hundreds of databases every minute: a
     * test that wants it asks for it.
     */
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "shared_buffers", "64MB", "autovacuum_naptime", "1h");

    private static final Map<String, RehearsalServers> RUNNING = new TreeMap<>();
    private static @Nullable FileLock lock;

    private ServersForTests() {}

    public static synchronized RehearsalServers pair(int sourceMajor, int targetMajor) {
        return RUNNING.computeIfAbsent(sourceMajor + "-" + targetMajor, name -> {
            Path folder = folder().resolve(name);
            return RehearsalServers.start(
                    folder,
                    unpacked(sourceMajor),
                    unpacked(targetMajor),
                    new RehearsalServers.Choices().settings(SETTINGS));
        });
    }

    /**
     * A target of the same major as the client programs, which alone can describe both sides with pg_dump: Debian's.
     * Empty where it is not installed.
     */
    public static synchronized Optional<RehearsalServers> pairToDebian15(int sourceMajor) {
        Path home = Path.of("/usr/lib/postgresql/15");
        if (!Files.isExecutable(home.resolve("bin/initdb"))) {
            return Optional.empty();
        }
        ServerPrograms debian = new ServerPrograms(15, "15", home);
        return Optional.of(RUNNING.computeIfAbsent(
                sourceMajor + "-debian15",
                name -> RehearsalServers.start(
                        folder().resolve(name),
                        sourceMajor == 15 ? debian : unpacked(sourceMajor),
                        debian,
                        new RehearsalServers.Choices().settings(SETTINGS))));
    }

    /**
     * Servers of Debian's whose source numbers its transactions beyond 32 bits, as one does that has been used for long;
     * the caller stops them. Empty where Debian's are not installed.
     */
    public static Optional<RehearsalServers> pairOfLaterEpoch(Path folder) throws IOException {
        Path home = Path.of("/usr/lib/postgresql/15");
        if (!Files.isExecutable(home.resolve("bin/pg_resetwal"))) {
            return Optional.empty();
        }
        ServerPrograms debian = new ServerPrograms(15, "15", home);
        RehearsalServers.Choices choices = new RehearsalServers.Choices().settings(SETTINGS);
        RehearsalServers.start(folder, debian, debian, choices).stop();
        Path source = folder.resolve("source");
        ChildProgram.Ended ended = ChildProgram.run(
                ServerUser.find(source, debian)
                        .command(List.of(
                                home.resolve("bin/pg_resetwal").toString(),
                                "--epoch=3",
                                source.resolve("data").toString())),
                Map.of(),
                60);
        if (!ended.well()) {
            throw new IOException(ended.output());
        }
        return Optional.of(RehearsalServers.start(folder, debian, debian, choices));
    }

    /** One server of a pair, for tests that stop it or put it back; they leave it running. */
    public static synchronized PostgresServer serverOf(int sourceMajor, int targetMajor, String side) {
        pair(sourceMajor, targetMajor);
        Path folder = folder().resolve(sourceMajor + "-" + targetMajor);
        boolean source = side.equals("source");
        try {
            ServerPasswords passwords = ServerPasswords.readOrMake(folder);
            return new PostgresServer(
                    unpacked(source ? sourceMajor : targetMajor),
                    folder.resolve(side),
                    source ? passwords.sourceSuperuser() : passwords.targetSuperuser(),
                    SETTINGS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerPrograms unpacked(int major) {
        ServerBinaries shipped = binaries();
        ServerBinaries binaries = shipped.majors().contains(major)
                ? shipped
                : new ServerBinaries(Path.of("target", "postgresql-of-tests"), ServerBinaries.usualCache(""));
        return binaries.unpack(binaries.ofMajor(major));
    }

    public static ServerBinaries binaries() {
        return ServerBinaries.besideProgram(ServerBinaries.usualCache(""));
    }

    /** Where the servers of this process are, a folder each pair. Two runs at once in one checkout would stop each other's. */
    public static synchronized Path folder() {
        Path folder = Path.of("target", "test-servers", System.getProperty("dynolift.test.servers", "of-process-1"))
                .toAbsolutePath();
        if (lock != null) {
            return folder;
        }
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .lock();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.values().forEach(RehearsalServers::stop)));
        return folder;
    }
}
