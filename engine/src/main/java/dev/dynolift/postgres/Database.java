package dev.dynolift.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * One side of a move. The address is asked for again at each connection, because Heroku rotates credentials at any
 * time. Thread-safe when the supplier is.
 */
public final class Database {

    private final String side;
    private final Supplier<DatabaseUrl> url;
    private volatile boolean reached;

    /** @param side what people call it: "source", "target" */
    public Database(String side, Supplier<DatabaseUrl> url) {
        this.side = side;
        this.url = url;
    }

    /** "source" or "target". */
    public String side() {
        return side;
    }

    /** Gives the address as it is now. */
    public Supplier<DatabaseUrl> url() {
        return url;
    }

    /**
     * Opens a session with the settings that every value's way through the program depends on.
     *
     * @param purpose shown in {@code pg_stat_activity}: "dynolift copy"
     */
    public Session open(String purpose) {
        Session session = connect(purpose, new Properties());
        try {
            session.pin();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Opens a session that only reads and waits for nothing long. Nothing is set in it: where a pool stands between, it
     * may be another client's at the next moment. What it needs travels with the start of the connection instead, which
     * a pool refuses.
     *
     * @param longestStatement a server that says nothing for twice as long has gone
     */
    public Session openToLook(String purpose, Duration longestStatement) {
        long millis = Math.max(1, longestStatement.toMillis());
        Properties bounds = new Properties();
        bounds.setProperty(
                "options",
                "-c default_transaction_read_only=on -c search_path=pg_catalog -c lock_timeout=1000"
                        + " -c statement_timeout=" + millis);
        bounds.setProperty("socketTimeout", String.valueOf(Math.max(2, 2 * millis / 1000)));
        return connect(purpose, bounds);
    }

    private Session connect(String purpose, Properties bounds) {
        DatabaseUrl address = url.get();
        Properties properties = address.driverProperties();
        properties.putAll(bounds);
        properties.setProperty("ApplicationName", "dynolift " + purpose);
        properties.setProperty("connectTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", GatheringSockets.class.getName());
        // Whoever cancels does it again and again; a server that does not answer must not keep the others waiting.
        properties.setProperty("cancelSignalTimeout", "2");
        // One statement is planned once and used a few times: a server-side cache would only keep stale plans.
        properties.setProperty("prepareThreshold", "0");
        try {
            Session session = new Session(
                    side,
                    DriverManager.getConnection(address.jdbcUrl(), properties).unwrap(PGConnection.class));
            reached = true;
            return session;
        } catch (SQLException e) {
            throw DatabaseErrors.unconnected(e, side, address, reached);
        }
    }
}
