package dev.dynolift.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;

/**
 * One side of a move. The address is asked for again at each connection, because Heroku rotates credentials at any
 * time. Connections that die without a word are noticed. Thread-safe.
 */
public final class Database {

    /** Longer than that a healthy statement may be silent too, but then the server is asked about it. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final String side;
    private final DatabaseAddress address;
    private final Duration silence;
    private final SilenceWatch watch;
    private final Set<Long> processes = ConcurrentHashMap.newKeySet();
    private volatile boolean reached;

    /** @param side what people call it: "source", "target" */
    public Database(String side, DatabaseAddress address) {
        this(side, address, SILENCE);
    }

    /** @param silence of a connection, after which the server is asked over another one what it does */
    public Database(String side, DatabaseAddress address, Duration silence) {
        this.side = side;
        this.address = address;
        this.silence = silence;
        this.watch = new SilenceWatch(this, silence);
    }

    /** "source" or "target". */
    public String side() {
        return side;
    }

    /** Gives the address as it is now. */
    public DatabaseAddress address() {
        return address;
    }

    /**
     * Opens a session with the settings that every value's way through the program depends on.
     *
     * @param purpose shown in {@code pg_stat_activity}: "dynolift copy"
     */
    public Session open(String purpose) {
        Properties bounds = new Properties();
        // A server that needs longer to let somebody in is as good as none.
        bounds.setProperty("socketTimeout", String.valueOf(Math.max(2, silence.toSeconds() * 3 / 2)));
        Session session = connect(purpose, bounds);
        try {
            session.pin();
            processes.add(session.process());
            session.waitWithoutEnd(watch);
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

    /**
     * Ends what is left at the server of the sessions that were opened until now. Where the way to a server broke, it may
     * keep them for minutes, and with them the locks that our next ones wait for.
     */
    public void endEarlierSessions(Session session) {
        Set<Long> earlier = new HashSet<>(processes);
        earlier.remove(session.process());
        session.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY (?::int[])"
                        + " AND usename = current_user AND datname = current_database()"
                        + " AND application_name LIKE 'dynolift %'",
                row -> true, Names.array(earlier));
        processes.removeAll(earlier);
    }

    private Session connect(String purpose, Properties bounds) {
        DatabaseUrl url = address.get();
        try {
            return connect(url, purpose, bounds);
        } catch (DatabaseException e) {
            Optional<DatabaseUrl> other =
                    e.isUnreachable() || e.isRefusedLogin() ? address.insteadOf(url) : Optional.empty();
            if (other.isEmpty()) {
                throw e;
            }
            return connect(other.get(), purpose, bounds);
        }
    }

    private Session connect(DatabaseUrl url, String purpose, Properties bounds) {
        Properties properties = url.driverProperties();
        properties.putAll(bounds);
        properties.setProperty("ApplicationName", "dynolift " + purpose);
        properties.setProperty("connectTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        Wire wire = new Wire();
        properties.setProperty("socketFactory", GatheringSockets.class.getName());
        properties.setProperty("socketFactoryArg", GatheringSockets.announce(wire));
        // Whoever cancels does it again and again; a server that does not answer must not keep the others waiting.
        properties.setProperty("cancelSignalTimeout", "2");
        // One statement is planned once and used a few times: a server-side cache would only keep stale plans.
        properties.setProperty("prepareThreshold", "0");
        try {
            Session session = new Session(
                    side, DriverManager.getConnection(url.jdbcUrl(), properties).unwrap(PGConnection.class), wire);
            reached = true;
            return session;
        } catch (SQLException e) {
            throw DatabaseErrors.unconnected(e, side, url, reached);
        } finally {
            GatheringSockets.forget(properties.getProperty("socketFactoryArg"));
        }
    }
}
