package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import dev.dynolift.server.WeakNetwork;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A filled source and an empty target of a test's own, and a comparison that shares nothing with the engine. */
final class MovedDatabases {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RehearsalDatabases addresses;

    private MovedDatabases(RehearsalDatabases addresses) {
        this.addresses = addresses;
    }

    static MovedDatabases fresh(String name) {
        return filled(ServersForTests.pair(14, 17), name);
    }

    /** With ten times the rows, for what must happen while they are copied. */
    static MovedDatabases large(String name) {
        return filled(ServersForTests.pair(14, 17), name, 20_000);
    }

    /** Both sides are newer than most installed client programs. */
    static MovedDatabases ofMajor17(String name) {
        return filled(ServersForTests.pair(17, 17), name);
    }

    static MovedDatabases filled(RehearsalServers servers, String name) {
        return filled(servers, name, 2_000);
    }

    private static MovedDatabases filled(RehearsalServers servers, String name, int people) {
        MovedDatabases databases = new MovedDatabases(servers.freshDatabases(name));
        databases.asApp(history(people));
        databases.asApp("ANALYZE accounts, orders, visits");
        return databases;
    }

    private static String history(int people) {
        return SqlFile.of(MovedDatabases.class, "history.sql")
                .with("people", Integer.toString(people))
                .text();
    }

    /** How an app's own structure.sql would make the tables: without rows. */
    static String definitions() {
        String history = history(0);
        return history.substring(0, history.indexOf("INSERT INTO accounts (email"));
    }

    Database source() {
        return database("source", addresses.sourceOwner());
    }

    Database target() {
        return database("target", addresses.targetMaster());
    }

    Database sender(Direction direction) {
        return direction == Direction.FORWARD ? source() : target();
    }

    ServerAddress sourceApp() {
        return addresses.sourceOwner();
    }

    ServerAddress sourceOwner() {
        return addresses.sourceOwner();
    }

    ServerAddress targetMaster() {
        return addresses.targetMaster();
    }

    ServerAddress targetApp() {
        return addresses.targetApp();
    }

    void asApp(String sql) {
        execute(addresses.sourceOwner(), sql);
    }

    void asTargetApp(String sql) {
        execute(addresses.targetApp(), sql);
    }

    void asSourceSuperuser(String sql) {
        execute(addresses.sourceSuperuser(), sql);
    }

    void asTargetSuperuser(String sql) {
        execute(addresses.targetSuperuser(), sql);
    }

    @Nullable
    String onSource(String query) {
        return text(addresses.sourceSuperuser(), query);
    }

    @Nullable
    String onTarget(String query) {
        return text(addresses.targetSuperuser(), query);
    }

    void awaitProof(Direction direction) {
        try (Session session = sender(direction).open("test")) {
            await(() -> new Control(direction)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isPresent());
        }
    }

    void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Every row of every table, as sorted text. */
    void assertEqual(String when) {
        assertThat(rows(addresses.targetSuperuser())).as(when).isEqualTo(rows(addresses.sourceSuperuser()));
    }

    private static Map<String, String> rows(ServerAddress address) {
        Map<String, String> tables = new TreeMap<>();
        String each = Stream.of(
                        "accounts",
                        "orders",
                        "favourites",
                        "notes",
                        "visits",
                        "seats",
                        "coupons",
                        "\"Legacy Orders\"",
                        "report_lines",
                        "audit")
                .map(table ->
                        "SELECT " + Names.literal(table) + ", count(*) || ' ' || md5(coalesce(string_agg(t::text, '|'"
                                + " ORDER BY t::text COLLATE \"C\"), '')) FROM " + table + " AS t")
                .collect(Collectors.joining(" UNION ALL "));
        answer(
                address,
                "SET datestyle = 'ISO'; SET timezone = 'UTC'; SET extra_float_digits = 3; " + each,
                row -> tables.put(row.getString(1), row.getString(2)));
        return tables;
    }

    /** A side behind a network, whose silence is noticed within seconds. */
    Database through(WeakNetwork network, String side) {
        DatabaseUrl url = (side.equals("source") ? addresses.sourceOwner() : addresses.targetMaster()).toDatabaseUrl();
        DatabaseUrl there = new DatabaseUrl(
                url.host(), network.port(), url.database(), url.user(), url.password(), url.parameters());
        return new Database(side, () -> there, Duration.ofSeconds(1));
    }

    private static Database database(String side, ServerAddress address) {
        DatabaseUrl url = DatabaseUrl.parse(address.toUri().reveal(), side);
        return new Database(side, () -> url);
    }

    private static void execute(ServerAddress address, String sql) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static @Nullable String text(ServerAddress address, String query) {
        return answer(address, query, row -> row.getString(1)).get(0);
    }

    /** The rows of the first statement that has any. */
    private static <T extends @Nullable Object> List<T> answer(
            ServerAddress address, String query, Session.RowReader<T> reader) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            boolean answered = statement.execute(query);
            while (!answered) {
                answered = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                List<T> answer = new ArrayList<>();
                while (rows.next()) {
                    answer.add(reader.read(rows));
                }
                return answer;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
