package dev.dynolift.preflight;

import dev.dynolift.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction of the app's that has written and waits. */
final class OpenTransaction implements AutoCloseable {

    private final Connection connection;

    private OpenTransaction(Connection connection) {
        this.connection = connection;
    }

    static OpenTransaction of(ServerAddress address) {
        try {
            Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_current_xact_id(), pg_sleep(0.01)");
            }
            return new OpenTransaction(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isOpen() {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
