package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.util.PasswordUtil;

/** What only a server's superuser may do: roles and databases. One connection; not thread-safe. */
final class SuperuserSession implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerAddress address;
    private final Connection connection;

    SuperuserSession(ServerAddress address) {
        this.address = address;
        Properties properties = address.jdbcProperties();
        properties.setProperty("ApplicationName", "dynolift rehearsal");
        try {
            this.connection = DriverManager.getConnection(address.jdbcUrl(), properties);
        } catch (SQLException e) {
            throw refused("the rehearsal's server on port " + address.port() + " cannot be used", e);
        }
    }

    void runScript(String resource) {
        try (InputStream script = SuperuserSession.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException("the program's file " + resource + " is missing");
            }
            run(new String(script.readAllBytes(), StandardCharsets.UTF_8), resource + " failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives a role one of our random passwords. It is hashed here, so the server and its log never see it; and only once,
     * as hashing thousands of times protects nothing but what can be guessed, and each connection would do it again.
     */
    void setPassword(String role, Secret password) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        String hashed = PasswordUtil.encodeScramSha256(password.reveal().toCharArray(), 1, salt);
        run(
                "ALTER ROLE " + quoted(role) + " PASSWORD '" + hashed + "'",
                "the password of role " + role + " cannot be set");
    }

    boolean hasDatabase(String name) {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw refused("the databases cannot be listed", e);
        }
    }

    void createDatabase(String name, String owner) {
        run("CREATE DATABASE " + quoted(name) + " OWNER " + quoted(owner), "the database " + name + " cannot be made");
    }

    void dropDatabase(String name) {
        run("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)", "the database " + name + " cannot be dropped");
    }

    /** Remembers a word at the database itself, where neither a copy of its schema nor of its rows takes it along. */
    void mark(String database, String mark) {
        run(
                "COMMENT ON DATABASE " + quoted(database) + " IS '" + mark.replace("'", "''") + "'",
                "the database " + database + " cannot be marked");
    }

    /** The word that was remembered; empty when there is none. */
    String markOf(String database) {
        return ask(
                "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = ?",
                database);
    }

    /** Bytes on disk. */
    long sizeOf(String database) {
        return Long.parseLong(ask("SELECT pg_database_size(?)", database));
    }

    private String ask(String query, String parameter) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException e) {
            throw refused("the server cannot be asked", e);
        }
    }

    /** Whether this server has the extension and lets only superusers create it. */
    boolean needsSuperuser(String extension) {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT NOT bool_or(trusted) FROM pg_available_extension_versions WHERE name = ?")) {
            query.setString(1, extension);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw refused("the extensions cannot be listed", e);
        }
    }

    void createExtension(String extension, String schema) {
        String failed = "the extension " + extension + " cannot be made";
        if (schema.isEmpty()) {
            run("CREATE EXTENSION IF NOT EXISTS " + quoted(extension), failed);
        } else {
            run("CREATE SCHEMA IF NOT EXISTS " + quoted(schema), failed);
            run("CREATE EXTENSION IF NOT EXISTS " + quoted(extension) + " SCHEMA " + quoted(schema), failed);
        }
    }

    private void run(String sql, String failed) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw refused(failed, e);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private DynoliftException refused(String what, SQLException e) {
        boolean full = "53100".equals(e.getSQLState());
        return new DynoliftException(
                full ? ErrorCode.DISK_FULL : ErrorCode.DATABASE,
                what,
                String.valueOf(e.getMessage()),
                full ? "Free space on this machine's disk." : "The server on port " + address.port() + " has a log.",
                e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing hangs on a connection that is gone already.
        }
    }
}
