package dev.dynolift.server;

import dev.dynolift.postgres.Database;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A source with a follower, both servers of a test's own, and a role in them that is as weak as at Heroku. */
public final class FollowedSource implements AutoCloseable {

    private static final String OWNER = "heroku_owner";

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "shared_buffers", "32MB",
            "autovacuum", "off",
            // Who has to wait for a standby that is not there asks for it.
            "synchronous_commit", "local");

    private final Secret superuserPassword = random();
    private final Secret ownerPassword = random();
    private final PostgresServer source;
    private final PostgresServer follower;
    private ServerAddress sourceSuperuser;
    private ServerAddress followerSuperuser;

    /** @param folder theirs alone */
    public FollowedSource(Path folder) {
        ServerBinaries binaries = ServersForTests.binaries();
        ServerPrograms programs = binaries.unpack(binaries.ofMajor(14));
        source = new PostgresServer(programs, folder.resolve("source"), superuserPassword, SETTINGS);
        sourceSuperuser = source.start(OptionalInt.empty());
        try (SuperuserSession session = new SuperuserSession(sourceSuperuser)) {
            session.runScript("source-roles.sql");
            session.setPassword(OWNER, ownerPassword);
        }
        source.stop();
        copy(folder.resolve("source/data"), folder.resolve("follower"));
        sourceSuperuser = source.start(OptionalInt.of(sourceSuperuser.port()));
        Map<String, String> following = new TreeMap<>(SETTINGS);
        following.put(
                "primary_conninfo",
                "host=127.0.0.1 port=" + sourceSuperuser.port() + " user=" + PostgresServer.SUPERUSER + " password="
                        + superuserPassword.reveal());
        follower = new PostgresServer(programs, folder.resolve("follower"), superuserPassword, following);
        followerSuperuser = follower.start(OptionalInt.empty());
    }

    /** A new database at the source, which the follower gets as well. */
    public void create(String database) {
        try (SuperuserSession session = new SuperuserSession(sourceSuperuser)) {
            session.createDatabase(database, OWNER);
        }
    }

    public Database source(String database) {
        return new Database("source", () -> at(sourceSuperuser, database, OWNER, ownerPassword)
                .toDatabaseUrl());
    }

    public Database follower(String database) {
        return new Database("follower", () -> at(followerSuperuser, database, OWNER, ownerPassword)
                .toDatabaseUrl());
    }

    public void startFollower() {
        followerSuperuser = follower.start(OptionalInt.of(followerSuperuser.port()));
    }

    public void stopFollower() {
        follower.stop();
    }

    /** A session of the app's; the caller closes it. */
    public Connection app(String database) {
        return open(at(sourceSuperuser, database, OWNER, ownerPassword));
    }

    public String asApp(String database, String sql) {
        return run(at(sourceSuperuser, database, OWNER, ownerPassword), sql);
    }

    public String atSource(String database, String sql) {
        return run(at(sourceSuperuser, database, PostgresServer.SUPERUSER, superuserPassword), sql);
    }

    public String atFollower(String database, String sql) {
        return run(at(followerSuperuser, database, PostgresServer.SUPERUSER, superuserPassword), sql);
    }

    @Override
    public void close() {
        follower.stop();
        source.stop();
    }

    private static ServerAddress at(ServerAddress server, String database, String user, Secret password) {
        return new ServerAddress(server.host(), server.port(), database, user, password);
    }

    private static Connection open(ServerAddress address) {
        try {
            return DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, or nothing. */
    private static String run(ServerAddress address, String sql) {
        try (Connection connection = open(address);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            try (ResultSet row = rows ? statement.getResultSet() : null) {
                return row != null && row.next() ? String.valueOf(row.getString(1)) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path data, Path into) {
        try {
            Files.createDirectories(into);
            Process copy = new ProcessBuilder(
                            "cp", "-a", data.toString(), into.resolve("data").toString())
                    .inheritIO()
                    .start();
            if (copy.waitFor() != 0) {
                throw new IOException("cp failed");
            }
            Files.createFile(into.resolve("data/standby.signal"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Secret random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
