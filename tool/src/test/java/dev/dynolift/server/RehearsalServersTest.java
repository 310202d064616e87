package dev.dynolift.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class RehearsalServersTest {

    private final RehearsalServers servers = ServersForTests.pair(14, 17);

    @Test
    void owner_of_the_source_is_as_weak_as_at_heroku() throws SQLException {
        ServerAddress owner = servers.freshDatabases("weak_source").sourceOwner();

        assertThat(query(owner, "SELECT current_setting('server_version_num')::int / 10000"))
                .isEqualTo("14");
        run(owner, "CREATE SCHEMA dynolift");
        run(owner, "CREATE TABLE orders (id bigint PRIMARY KEY)");
        run(owner, "CREATE EXTENSION pgcrypto");
        assertThat(query(
                        owner,
                        "SELECT pg_has_role('pg_monitor', 'member') AND pg_has_role('pg_signal_backend', 'member')"))
                .isEqualTo("t");
        assertRefused(owner, "CREATE ROLE another");
        assertRefused(owner, "SET session_replication_role = replica");
        assertRefused(owner, "SELECT pg_create_physical_replication_slot('slot')");
        assertRefused(owner, "CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION f()");
    }

    @Test
    void master_of_the_target_is_as_weak_as_at_rds() throws SQLException {
        RehearsalDatabases databases = servers.freshDatabases("weak_target");
        ServerAddress master = databases.targetMaster();

        assertThat(query(master, "SELECT current_setting('server_version_num')::int / 10000"))
                .isEqualTo("17");
        run(master, "CREATE ROLE another NOLOGIN; DROP ROLE another");
        run(master, "SET session_replication_role = replica");
        run(master, "SET ROLE aws_app; CREATE TABLE orders (id bigint PRIMARY KEY)");
        run(master, "INSERT INTO orders VALUES (1)");
        assertThat(query(databases.targetApp(), "SELECT count(*) FROM orders")).isEqualTo("1");
        assertRefused(master, "CREATE ROLE another SUPERUSER");
        assertRefused(master, "SELECT pg_create_physical_replication_slot('slot')");
        assertRefused(databases.targetApp(), "SET session_replication_role = replica");
    }

    @Test
    void fresh_databases_are_empty_and_usual_ones_keep_their_tables() throws SQLException {
        RehearsalDatabases databases = servers.freshDatabases("kept");
        run(databases.sourceOwner(), "CREATE TABLE orders ()");

        assertThat(tables(servers.databases("kept").sourceOwner())).isEqualTo("1");
        assertThat(tables(servers.freshDatabases("kept").sourceOwner())).isEqualTo("0");
    }

    @Test
    void extension_that_needs_a_superuser_is_made_on_both_sides() throws SQLException {
        RehearsalDatabases databases = servers.freshDatabases("extended");

        servers.provideExtension("extended", "pg_stat_statements", "heroku_ext");
        servers.provideExtension("extended", "no_such_extension", "");

        String where = "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pg_stat_statements'";
        assertThat(query(databases.sourceOwner(), where)).isEqualTo("heroku_ext");
        assertThat(query(databases.targetApp(), where)).isEqualTo("heroku_ext");
    }

    private static String tables(ServerAddress address) throws SQLException {
        return query(address, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
    }

    private static void assertRefused(ServerAddress address, String sql) {
        assertThatThrownBy(() -> run(address, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("42501"));
    }

    private static void run(ServerAddress address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(ServerAddress address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
