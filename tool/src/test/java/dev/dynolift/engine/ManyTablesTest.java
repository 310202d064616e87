package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerBinaries;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema for each customer makes thousands of small tables: what is asked table by table is felt then. */
class ManyTablesTest {

    /** A schema's tables: a chain of foreign keys, each with rows, a sequence and an index, every fifth without rows. */
    private static final String TENANT = "CREATE FUNCTION pg_temp.tenant(tenant text, tables int) RETURNS void"
            + " LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('CREATE SCHEMA %I', tenant);"
            + " FOR i IN 1..tables LOOP EXECUTE format('CREATE TABLE %1$I.t%2$s (id bigserial PRIMARY KEY,"
            + "   name text NOT NULL, email varchar(255), state text DEFAULT ''new'', amount numeric(10,2),"
            + "   options jsonb, active boolean, created_at timestamptz DEFAULT now(), parent_id bigint %3$s)', tenant, i,"
            + "   CASE WHEN i > 1 THEN format('REFERENCES %I.t%s', tenant, i - 1) ELSE '' END);"
            + " EXECUTE format('CREATE INDEX ON %I.t%s (parent_id)', tenant, i);"
            + " IF i % 5 > 0 THEN EXECUTE format('INSERT INTO %I.t%s (name, options) SELECT ''n'' || g, ''{\"a\": 1}''"
            + "   FROM generate_series(1, 3) g', tenant, i); END IF; END LOOP; END $$; ";

    @Test
    void catalog_of_600_tables_takes_as_many_statements_as_that_of_6() throws IOException {
        TwoDatabases databases = TwoDatabases.fresh("many_tables");
        databases.asSourceOwner(TENANT + "SELECT pg_temp.tenant('first', 6);"
                + " CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
                + " CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')");
        databases.asSourceSuperuser("ALTER DATABASE many_tables SET log_min_duration_statement = 0");

        long few = statementsToRead(databases, 7);
        databases.asSourceOwner(TENANT
                + "SELECT pg_temp.tenant('tenant' || g, 60) FROM generate_series(1, 10) g;"
                + " SELECT (SELECT count(*) FROM pg_class)");
        long many = statementsToRead(databases, 607);

        assertThat(many).isEqualTo(few).isPositive();
    }

    @Test
    void reading_a_catalog_leaves_no_lock_on_a_table_behind() {
        TwoDatabases databases = TwoDatabases.fresh("catalog_locks");
        databases.asSourceOwner("CREATE TABLE alone (id int PRIMARY KEY);"
                + " CREATE TABLE parted (id int) PARTITION BY RANGE (id);"
                + " CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (10)");
        try (Session session = databases.source().open("test")) {
            session.beginRepeatableRead();
            assertThat(CatalogReader.read(session).tables()).hasSize(2);
            assertThat(session.query(
                            "SELECT relation::regclass::text FROM pg_locks JOIN pg_class c ON c.oid = relation"
                                    + " WHERE pid = pg_backend_pid() AND c.relnamespace = 'public'::regnamespace",
                            row -> row.getString(1)))
                    .isEmpty();
            session.commit();
        }
    }

    @Test
    @Tag("large")
    void twenty_thousand_tables_are_copied_and_compared_in_a_heap_of_256(@TempDir Path folder) throws Exception {
        ServerBinaries binaries = ServersForTests.binaries();
        RehearsalServers servers = RehearsalServers.start(
                folder.resolve("servers"),
                binaries.unpack(binaries.ofMajor(14)),
                binaries.unpack(binaries.ofMajor(17)),
                new RehearsalServers.Choices()
                        .settings(Map.of("fsync", "off", "max_locks_per_transaction", "256", "autovacuum", "off")));
        try {
            RehearsalDatabases databases = servers.freshDatabases("tenants");
            try (Connection connection = DriverManager.getConnection(
                            databases.sourceOwner().jdbcUrl(),
                            databases.sourceOwner().jdbcProperties());
                    Statement statement = connection.createStatement()) {
                statement.execute(TENANT);
                for (int tenant = 1; tenant <= 200; tenant++) {
                    statement.execute("SELECT pg_temp.tenant('tenant" + tenant + "', 100)");
                }
            }

            CopyProcess copy = CopyProcess.start(databases, folder);

            assertThat(copy.await(Duration.ofHours(1))).as(copy.said()).isZero();
            assertThat(count(databases)).isEqualTo(20_000);
        } finally {
            servers.stop();
        }
    }

    private static long count(RehearsalDatabases databases) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        databases.targetApp().jdbcUrl(), databases.targetApp().jdbcProperties());
                Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname ~ '^tenant'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long statementsToRead(TwoDatabases databases, int tables) throws IOException {
        try (Session session = databases.source().open("test")) {
            long before = logged();
            Catalog catalog = CatalogReader.read(session);
            assertThat(catalog.tables()).hasSize(tables);
            assertThat(catalog.tables())
                    .allSatisfy(table -> assertThat(table.key()).startsWith("id"));
            session.number("SELECT 1");
            return logged() - before;
        }
    }

    /** Lines of the server's log that tell how long a statement took. */
    private static long logged() throws IOException {
        Path log = ServersForTests.folder().resolve("14-17/source/server.log");
        return Files.readString(log, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("duration: "))
                .count();
    }
}
