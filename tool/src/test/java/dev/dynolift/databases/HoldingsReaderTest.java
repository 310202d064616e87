package dev.dynolift.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.DatabaseHoldings.Extension;
import dev.dynolift.inventory.DatabaseHoldings.Owner;
import dev.dynolift.inventory.DatabaseHoldings.TableSize;
import dev.dynolift.inventory.DatabaseHoldings.Unread;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.preflight.PgBouncer;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.ServerAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks into real servers of two majors, as the owner that Heroku gives. */
class HoldingsReaderTest {

    private static final String CONTENTS = """
            CREATE EXTENSION citext;
            CREATE SCHEMA "My Shop";
            CREATE TABLE orders (id int PRIMARY KEY, note text);
            INSERT INTO orders SELECT i, repeat('PLANTED9', 20) FROM generate_series(1, 2000) i;
            CREATE TABLE "My Shop"."Log" (line text);
            CREATE TABLE visits (at date) PARTITION BY RANGE (at);
            CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY);
            SELECT lo_create(0), lo_create(0);
            """;

    private final HoldingsReader reader = new HoldingsReader(Duration.ofSeconds(5));

    @Test
    void a_database_tells_what_it_holds_and_no_row() throws Exception {
        TwoDatabases databases = TwoDatabases.fresh("holdings");
        for (ServerAddress address : new ServerAddress[] {databases.sourceAddress(), databases.targetAddress()}) {
            execute(address, CONTENTS);

            HoldingsReading reading = reader.read("db", address.toUri());

            assertThat(reading.problem()).isNull();
            DatabaseHoldings holdings = reading.holdings();
            assertThat(holdings.unread()).isEmpty();
            assertThat(holdings.version()).matches("1[47]\\.\\d+");
            assertThat(holdings.sizeBytes()).isGreaterThan(5_000_000);
            assertThat(holdings.connectionLimit()).isPositive();
            assertThat(holdings.connections()).isNotNegative();
            assertThat(holdings.encoding()).isEqualTo("UTF8");
            assertThat(holdings.collation()).isNotEmpty();
            assertThat(holdings.transactionAge()).isPositive();
            assertThat(holdings.extensions())
                    .extracting(Extension::name, Extension::schema)
                    .contains(tuple("citext", "public"), tuple("plpgsql", "pg_catalog"));
            assertThat(holdings.tables()).isEqualTo(4);
            assertThat(holdings.largestTables()).extracting(TableSize::name).startsWith("public.orders");
            assertThat(holdings.tablesWithoutKey().count()).isEqualTo(2);
            assertThat(holdings.tablesWithoutKey().first())
                    .containsExactlyInAnyOrder("\"My Shop\".\"Log\"", "public.visits");
            assertThat(holdings.unloggedTables().first()).containsExactly("public.scratch");
            assertThat(holdings.largeObjects()).isEqualTo(2);
            assertThat(holdings.owners()).extracting(Owner::role).containsExactly("the login itself");
            assertThat(holdings.preparedTransactions()).isZero();
            assertThat(holdings.replicationSlots()).isZero();
            assertThat(holdings.toString()).doesNotContain("PLANTED9");
        }
    }

    @Test
    void what_somebody_locks_is_unread_and_the_rest_is_not() throws Exception {
        ServerAddress address = TwoDatabases.fresh("holdings_locked").sourceAddress();
        execute(address, "CREATE TABLE orders (id int PRIMARY KEY)");
        try (Connection other = connect(address);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");

            DatabaseHoldings holdings = reader.read("db", address.toUri()).holdings();

            assertThat(holdings.largestTables()).isNull();
            assertThat(holdings.unread()).extracting(Unread::what).containsExactly("largest tables");
            assertThat(holdings.unread().get(0).why()).contains("lock timeout");
            assertThat(holdings.tables()).isEqualTo(1);
            other.rollback();
        }
    }

    @Test
    void nobody_gets_in_with_a_wrong_login_and_the_reason_quotes_none() throws Exception {
        ServerAddress right = TwoDatabases.fresh("holdings_login").sourceAddress();
        String address = "postgres://%s:%s@%s:%d/%s";

        HoldingsReading wrongPassword = reader.read(
                "db",
                new Secret(address.formatted(right.user(), "PLANTED9secret", right.host(), right.port(), "nowhere")));
        HoldingsReading nobodyKnown = reader.read(
                "db",
                new Secret(address.formatted("uPLANTED9", "PLANTED9secret", right.host(), right.port(), "dPLANTED9")));
        HoldingsReading noDatabase = reader.read(
                "db",
                new Secret(address.formatted(
                        right.user(), right.password().reveal(), right.host(), right.port(), "dPLANTED9")));
        HoldingsReading noAddress = reader.read("db", new Secret("postgres://PLANTED9 secret"));
        HoldingsReading nobodyThere;
        try (ServerSocket free = new ServerSocket(0)) {
            nobodyThere = reader.read(
                    "db", new Secret(address.formatted("u", "PLANTED9x", "127.0.0.1", free.getLocalPort(), "d")));
        }

        for (HoldingsReading reading :
                new HoldingsReading[] {wrongPassword, nobodyKnown, noDatabase, noAddress, nobodyThere}) {
            assertThat(reading.holdings()).isNull();
            assertThat(reading.problem()).isNotEmpty().doesNotContain("PLANTED9", right.user());
        }
    }

    @Test
    void a_server_that_says_nothing_is_given_up() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            long began = System.nanoTime();

            HoldingsReading reading = new HoldingsReader(Duration.ofSeconds(1))
                    .read("db", new Secret("postgres://u:p@127.0.0.1:" + silent.getLocalPort() + "/d"));

            assertThat(reading.holdings()).isNull();
            assertThat(reading.problem()).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void a_pool_is_refused_and_its_sessions_are_left_as_they_were(@TempDir Path folder) throws Exception {
        assumeTrue(PgBouncer.isHere(), "pgbouncer is not on the PATH: the pool's test is skipped");
        ServerAddress behind = TwoDatabases.fresh("holdings_pool").sourceAddress();
        for (String ignored : new String[] {"extra_float_digits", "extra_float_digits,options"}) {
            Path place = Files.createDirectory(folder.resolve("pool" + ignored.length()));
            try (PgBouncer pool = PgBouncer.start(place, behind, "transaction", ignored)) {
                HoldingsReading reading = reader.read("db", pool.address().toUri());

                assertThat(reading.holdings()).as(ignored).isNull();
                assertThat(reading.problem()).as(ignored).isNotEmpty();
                // The pool has one client's session left, and gives it to the next.
                try (Connection next = connect(pool.address());
                        Statement statement = next.createStatement();
                        ResultSet row =
                                statement.executeQuery("SELECT current_setting('default_transaction_read_only'),"
                                        + " current_setting('search_path')")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("off");
                    assertThat(row.getString(2)).contains("public");
                }
            }
        }
    }

    @Test
    void an_address_of_herokus_is_used_under_protection_alone() {
        String address = "postgres://u:p@ec2-1.compute-1.amazonaws.com:5432/d";

        assertThat(HoldingsReader.withProtection(DatabaseUrl.parse(address, "test"))
                        .parameters())
                .containsEntry("sslmode", "require");
        assertThat(HoldingsReader.withProtection(DatabaseUrl.parse(address + "?sslmode=verify-full", "test"))
                        .parameters())
                .containsEntry("sslmode", "verify-full");
        assertThat(HoldingsReader.withProtection(DatabaseUrl.parse("postgres://u:p@localhost/d", "test"))
                        .parameters())
                .isEmpty();
    }

    private static void execute(ServerAddress address, String sql) throws Exception {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(ServerAddress address) throws Exception {
        return DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
    }
}
