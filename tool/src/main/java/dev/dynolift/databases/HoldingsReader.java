package dev.dynolift.databases;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.DatabaseHoldings.Extension;
import dev.dynolift.inventory.DatabaseHoldings.Owner;
import dev.dynolift.inventory.DatabaseHoldings.TableSize;
import dev.dynolift.inventory.DatabaseHoldings.Tables;
import dev.dynolift.inventory.DatabaseHoldings.Unread;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Session;
import dev.dynolift.secret.Redactor;
import dev.dynolift.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a database by one session that can only read, waits for nobody's lock for long and lets no statement run for
 * long: it may serve customers at that moment. Thread-safe.
 */
public final class HoldingsReader {

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    private final Duration longestStatement;

    public HoldingsReader() {
        this(LONGEST_STATEMENT);
    }

    /** @param longestStatement a statement that takes longer is given up, and its part unread */
    public HoldingsReader(Duration longestStatement) {
        this.longestStatement = longestStatement;
    }

    /**
     * What the database holds; never fails.
     *
     * @param name what people call the database
     * @param address as its setting has it
     */
    public HoldingsReading read(String name, Secret address) {
        DatabaseUrl url;
        try {
            url = withProtection(DatabaseUrl.parse(address.reveal(), "the settings"));
        } catch (DynoliftException e) {
            return new HoldingsReading(null, e.why());
        }
        Redactor.learn(url.password().reveal());
        try {
            try (Session session = new Database(name, () -> url).openToLook("audit", longestStatement)) {
                return isReadOnly(session)
                        ? new HoldingsReading(new Look(session, url).holdings(), null)
                        : new HoldingsReading(null, "the address leads to a pool of connections, not to the database");
            }
        } catch (DynoliftException e) {
            return new HoldingsReading(null, withoutLogin(e.why(), url));
        }
    }

    /** Servers quote user and database; Heroku's names of both are nobody else's, and part of the login. */
    private static String withoutLogin(String reason, DatabaseUrl url) {
        return Redactor.redact(reason)
                .replace("\"" + url.user() + "\"", "of the login")
                .replace("\"" + url.database() + "\"", "of the address");
    }

    /** A pool that drops what a connection starts with gives sessions that could write, of servers of its own choice. */
    private static boolean isReadOnly(Session session) {
        return session.one(
                "SELECT current_setting('transaction_read_only'), pg_backend_pid()",
                row -> row.getString(1).equals("on") && row.getInt(2) == session.announcedProcess());
    }

    /** Heroku's servers want encryption, and their addresses do not say so. */
    static DatabaseUrl withProtection(DatabaseUrl url) {
        if (url.parameters().containsKey("sslmode") || THIS_MACHINE.contains(url.host())) {
            return url;
        }
        Map<String, String> parameters = new HashMap<>(url.parameters());
        parameters.put("sslmode", "require");
        return new DatabaseUrl(url.host(), url.port(), url.database(), url.user(), url.password(), parameters);
    }

    /** One session's questions; what one of them cannot read, the others still can. */
    private static final class Look {

        private final Session session;
        private final DatabaseUrl url;
        private final List<Unread> unread = new ArrayList<>();

        Look(Session session, DatabaseUrl url) {
            this.session = session;
            this.url = url;
        }

        /** What every server tells about itself and the database. */
        private record Server(
                String version,
                String encoding,
                String collation,
                long transactionAge,
                int connectionLimit,
                int connections) {}

        DatabaseHoldings holdings() {
            Server server = part(
                    "version, connections, encoding and age of transactions",
                    () -> session.one(
                            sql("server.sql"),
                            row -> new Server(
                                    row.getString("version"),
                                    row.getString("encoding"),
                                    row.getString("collation"),
                                    row.getLong("transaction_age"),
                                    row.getInt("connection_limit"),
                                    row.getInt("connections"))));
            return new DatabaseHoldings(
                    server == null ? null : server.version(),
                    number("size", "size.sql"),
                    server == null ? null : Integer.valueOf(server.connectionLimit()),
                    server == null ? null : Integer.valueOf(server.connections()),
                    server == null ? null : server.encoding(),
                    server == null ? null : server.collation(),
                    server == null ? null : Long.valueOf(server.transactionAge()),
                    part(
                            "extensions",
                            () -> session.query(
                                    sql("extensions.sql"),
                                    row -> new Extension(row.getString(1), row.getString(2), row.getString(3)))),
                    count("number of tables", "tables.sql"),
                    part(
                            "largest tables",
                            () -> session.query(
                                    sql("largest_tables.sql"),
                                    row -> new TableSize(
                                            row.getString(1), row.getLong(2), row.getObject(3, Long.class)))),
                    tables("tables without a key", "keyless_tables.sql"),
                    tables("unlogged tables", "unlogged_tables.sql"),
                    number("large objects", "large_objects.sql"),
                    part(
                            "owners",
                            () -> session.query(sql("owners.sql"), row -> new Owner(row.getString(1), row.getInt(2)))),
                    count("prepared transactions", "prepared_transactions.sql"),
                    count("replication slots", "replication_slots.sql"),
                    unread);
        }

        private @Nullable Tables tables(String what, String file) {
            return part(what, () -> {
                List<Integer> counts = new ArrayList<>();
                List<String> names = session.query(sql(file), row -> {
                    counts.add(row.getInt("all_of_them"));
                    return row.getString("name");
                });
                return new Tables(counts.isEmpty() ? 0 : counts.get(0), names);
            });
        }

        private @Nullable Long number(String what, String file) {
            return part(what, () -> session.number(sql(file)));
        }

        private @Nullable Integer count(String what, String file) {
            return part(what, () -> Math.toIntExact(session.number(sql(file))));
        }

        private <T> @Nullable T part(String what, Supplier<T> reading) {
            try {
                return reading.get();
            } catch (DynoliftException e) {
                unread.add(new Unread(what, withoutLogin(e.why(), url)));
                return null;
            }
        }

        private static String sql(String file) {
            return OfTheApp.sqlFile(HoldingsReader.class, file).text();
        }
    }
}
