package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * One PostgreSQL server of this machine: its cluster lies in {@code FOLDER/data}, its log in {@code FOLDER/server.log}.
 * It listens on 127.0.0.1 only and outlives the process that started it; another one finds it by its folder. Not
 * thread-safe.
 */
public final class PostgresServer {

    /** The cluster's superuser. */
    public static final String SUPERUSER = "postgres";

    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private final ServerPrograms programs;
    private final Path folder;
    private final Path data;
    private final Secret superuserPassword;
    private final Map<String, String> extraSettings;

    /**
     * @param folder made when it is missing
     * @param superuserPassword the password that the cluster gets, or was made with
     * @param extraSettings settings over the usual ones, by name
     */
    public PostgresServer(
            ServerPrograms programs, Path folder, Secret superuserPassword, Map<String, String> extraSettings) {
        this.programs = programs;
        this.folder = folder.toAbsolutePath().normalize();
        this.data = this.folder.resolve("data");
        this.superuserPassword = superuserPassword;
        this.extraSettings = Map.copyOf(extraSettings);
    }

    /** The address of the running server for its superuser; empty when it does not run. */
    public Optional<ServerAddress> running() {
        try {
            Optional<PostmasterFile> postmaster = PostmasterFile.read(data).filter(PostmasterFile::isAlive);
            if (postmaster.isEmpty()) {
                return Optional.empty();
            }
            ServerAddress address = addressAt(postmaster.get().port());
            return answersFromHere(address) ? Optional.of(address) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Starts the server unless it runs, making its cluster first when there is none.
     *
     * @param demandedPort the port it must have; when empty, the one it had last or any free one
     * @return the address for the superuser
     * @throws DynoliftException (IN_USE) when the demanded port is taken, (INPUT) when the folder holds a cluster of another
     *     major, (DISK_FULL, PROCESS) when the server does not start
     */
    public ServerAddress start(OptionalInt demandedPort) {
        try {
            Folders.makePrivate(folder);
            ServerUser user = ServerUser.find(folder, programs);
            user.own(folder);
            new ClusterCreation(programs, data, superuserPassword).createUnlessThere(user);
            Optional<ServerAddress> there = running();
            if (there.isPresent()
                    && demandedPort.orElse(there.get().port()) != there.get().port()) {
                stop();
                there = Optional.empty();
            }
            return there.isPresent() ? there.get() : startStopped(user, demandedPort);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Stops the server if it runs: gently first, then at once. */
    public void stop() {
        try {
            if (PostmasterFile.read(data).filter(PostmasterFile::isAlive).isEmpty()) {
                return;
            }
            ServerUser user = ServerUser.find(folder, programs);
            if (!control(user, 30, "stop", "-w", "-t", "20", "-m", "fast").well()) {
                ChildProgram.Ended ended = control(user, 30, "stop", "-w", "-t", "20", "-m", "immediate");
                if (!ended.well()) {
                    throw new DynoliftException(
                            ErrorCode.PROCESS,
                            "the PostgreSQL server in " + folder + " cannot be stopped",
                            ended.lastLines(3),
                            "Look at " + log() + ".");
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The server's own log. */
    public Path log() {
        return folder.resolve("server.log");
    }

    private ServerAddress startStopped(ServerUser user, OptionalInt demandedPort) throws IOException {
        Files.deleteIfExists(PostmasterFile.in(data));
        int port = demandedPort.orElse(ServerSettings.lastPort(data).orElse(0));
        String said = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (port == 0 || !LocalPorts.isFree(port)) {
                if (demandedPort.isPresent()) {
                    throw portTaken(port);
                }
                port = LocalPorts.free();
            }
            ServerSettings.write(data, port, extraSettings);
            user.own(folder);
            long logEnd = Files.exists(log()) ? Files.size(log()) : 0;
            String seconds = String.valueOf(STARTING.toSeconds());
            ChildProgram.Ended ended = control(
                    user, (int) STARTING.toSeconds() + 10, "start", "-w", "-t", seconds, "-l", log().toString());
            if (ended.well() && answersFromHere(addressAt(port))) {
                return addressAt(port);
            }
            said = logSince(logEnd);
            if (said.isEmpty()) {
                said = ended.lastLines(5);
            }
            // Somebody was faster with the port, or the processes of a killed server are still going away.
            if (said.contains("Address already in use")) {
                port = demandedPort.orElse(0);
            } else if (!said.contains("pre-existing shared memory block")) {
                break;
            }
        }
        throw ServerFailure.of("the PostgreSQL server in " + folder + " does not start", said, log());
    }

    private DynoliftException portTaken(int port) {
        return new DynoliftException(
                ErrorCode.IN_USE,
                "the PostgreSQL server in " + folder + " cannot have port " + port,
                "Another program listens there.",
                "Stop that program, or choose another port.");
    }

    private ChildProgram.Ended control(ServerUser user, int seconds, String... arguments) {
        List<String> command =
                new java.util.ArrayList<>(List.of(programs.pgCtl().toString(), "-D", data.toString()));
        command.addAll(List.of(arguments));
        return ChildProgram.run(user.command(command), Map.of(), seconds);
    }

    private String logSince(long position) throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        byte[] all = Files.readAllBytes(log());
        int from = (int) Math.min(position, all.length);
        return ChildProgram.lastLines(new String(all, from, all.length - from, StandardCharsets.UTF_8), 10);
    }

    private ServerAddress addressAt(int port) {
        return new ServerAddress("127.0.0.1", port, SUPERUSER, SUPERUSER, superuserPassword);
    }

    /** Whether the server at the address is the one of this data folder; waits while it is starting or recovering. */
    private boolean answersFromHere(ServerAddress address) throws IOException {
        Properties properties = address.jdbcProperties();
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        long end = System.nanoTime() + STARTING.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW data_directory")) {
                return row.next() && Path.of(row.getString(1)).toRealPath().equals(data.toRealPath());
            } catch (SQLException e) {
                boolean starting = "57P03".equals(e.getSQLState());
                if (!starting || System.nanoTime() > end) {
                    return false;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw ChildProgram.interrupted(e);
        }
    }

    private DynoliftException unreadable(IOException e) {
        return ServerFailure.of("the server's folder " + folder + " cannot be used", e.toString(), log());
    }
}
