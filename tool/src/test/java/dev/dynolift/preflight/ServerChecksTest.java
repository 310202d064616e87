package dev.dynolift.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.postgres.Database;
import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the servers are, what they allow, and how much of it: one test a check, each provokes it. */
class ServerChecksTest {

    @Test
    void older_target_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("versions");
        Database newer =
                PreflightDatabases.database("source", databases.addresses().targetMaster());
        Database older =
                PreflightDatabases.database("target", databases.addresses().sourceOwner());

        Finding finding = PreflightDatabases.one(
                databases.look(Versions.class, Kind.COPY, newer, older), "PostgreSQL 14 is older than the source's 17");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
    }

    @Test
    void missing_client_program_blocks_and_says_what_to_install() {
        PreflightDatabases databases = PreflightDatabases.fresh("clients");
        Check check = new ClientPrograms(List.of("pg_dump_that_nobody_has"));

        Finding finding = PreflightDatabases.one(
                databases.look(check, Kind.COPY, databases.source(), databases.target()), "is not on the PATH");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(finding.next()).contains("14");
    }

    @Test
    void client_program_older_than_the_source_blocks(@TempDir Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("pg_dump"), "#!/bin/sh\necho 'pg_dump (PostgreSQL) 13.4'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        PreflightDatabases databases = PreflightDatabases.fresh("old_client");
        Check check = new ClientPrograms(List.of(program.toString()));

        Finding finding = PreflightDatabases.one(
                databases.look(check, Kind.COPY, databases.source(), databases.target()), "of PostgreSQL 13");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
    }

    @Test
    void pool_that_lends_sessions_by_the_transaction_blocks(@TempDir Path folder) throws Exception {
        assumeTrue(PgBouncer.isHere(), "pgbouncer is not on the PATH: the pool's test is skipped");
        PreflightDatabases databases = PreflightDatabases.fresh("pool");
        ServerAddress behind = databases.addresses().sourceOwner();
        try (PgBouncer pool = PgBouncer.start(folder, behind, "transaction", "extra_float_digits")) {
            Database pooled = PreflightDatabases.database("source", pool.address());

            Finding finding = PreflightDatabases.one(
                    databases.look(Pool.class, Kind.COPY, pooled, databases.target()), "a pool's");

            assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
            assertThat(finding.side()).isEqualTo(Side.SOURCE);
            assertThat(finding.next()).contains("5433");
        }
    }

    @Test
    void pool_that_refuses_a_connection_is_recognized(@TempDir Path folder) throws Exception {
        assumeTrue(PgBouncer.isHere(), "pgbouncer is not on the PATH: the pool's test is skipped");
        PreflightDatabases databases = PreflightDatabases.fresh("refusing_pool");
        try (PgBouncer pool = PgBouncer.start(folder, databases.addresses().sourceOwner(), "transaction", "")) {
            Database pooled = PreflightDatabases.database("source", pool.address());

            assertThatThrownBy(() -> databases
                            .preflight(Kind.COPY, pooled, databases.target())
                            .run())
                    .hasMessageContaining("a pool's");
        }
    }

    @Test
    void pool_that_lends_a_session_for_good_is_warned_of(@TempDir Path folder) throws Exception {
        assumeTrue(PgBouncer.isHere(), "pgbouncer is not on the PATH: the pool's test is skipped");
        PreflightDatabases databases = PreflightDatabases.fresh("session_pool");
        ServerAddress behind = databases.addresses().sourceOwner();
        try (PgBouncer pool = PgBouncer.start(folder, behind, "session", "extra_float_digits")) {
            Database pooled = PreflightDatabases.database("source", pool.address());

            Finding finding = PreflightDatabases.one(
                    databases.look(Pool.class, Kind.COPY, pooled, databases.target()), "stands between");

            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        }
    }

    @Test
    void own_address_is_taken_for_no_pool() {
        assertThat(PreflightDatabases.fresh("no_pool")
                        .look(Pool.class, Kind.LIVE)
                        .findings())
                .isEmpty();
    }

    @Test
    void too_few_connections_block_and_say_how_many_jobs_are_possible() {
        PreflightDatabases databases = PreflightDatabases.fresh("connections").withJobs(8);
        databases.asSourceSuperuser("ALTER DATABASE preflight_connections CONNECTION LIMIT 10");

        Finding finding = databases.finding(Connections.class, Kind.COPY, "10 connections are free");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(finding.what()).contains("the database's CONNECTION LIMIT");
        assertThat(finding.next()).contains("--jobs 4");
    }

    @Test
    void few_connections_left_for_the_app_are_warned_of() {
        PreflightDatabases databases = PreflightDatabases.fresh("few_connections");
        databases.asTargetSuperuser("ALTER DATABASE preflight_few_connections CONNECTION LIMIT 10");

        Finding finding = databases.finding(Connections.class, Kind.COPY, "10 connections are free");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.side()).isEqualTo(Side.TARGET);
    }

    @Test
    void table_that_may_not_be_read_blocks_a_copy_and_one_of_another_owner_a_move() {
        PreflightDatabases databases = PreflightDatabases.fresh("rights")
                .asSourceSuperuser("CREATE TABLE closed (id int); CREATE TABLE open (id int);"
                        + " GRANT SELECT ON open TO heroku_owner");

        assertThat(databases
                        .finding(Rights.class, Kind.COPY, "may not read public.closed")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(databases
                        .finding(Rights.class, Kind.LIVE, "does not own public.closed, public.open")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
    }

    @Test
    void target_role_without_the_right_to_create_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("target_rights")
                .asTargetSuperuser("ALTER DATABASE preflight_target_rights OWNER TO postgres;"
                        + " REVOKE TEMPORARY ON DATABASE preflight_target_rights FROM PUBLIC");

        Report report = databases.look(Rights.class, Kind.LIVE);

        assertThat(PreflightDatabases.one(report, "may not create a schema").severity())
                .isEqualTo(Severity.BLOCKING);
        PreflightDatabases.one(report, "may not create schemas");
        PreflightDatabases.one(report, "may not create anything in the schema public");
        PreflightDatabases.one(report, "may not create temporary tables");
    }

    @Test
    void database_owner_that_the_target_role_cannot_act_as_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("admin_only")
                .asTargetSuperuser("DROP ROLE IF EXISTS preflight_owner; CREATE ROLE preflight_owner;"
                        + " GRANT preflight_owner TO aws_master WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;"
                        + " ALTER DATABASE preflight_admin_only OWNER TO preflight_owner");
        try {
            Finding finding = databases.finding(Rights.class, Kind.COPY, "without INHERIT and SET");

            assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
            assertThat(finding.next()).contains("GRANT preflight_owner");
        } finally {
            databases.asTargetSuperuser(
                    "ALTER DATABASE preflight_admin_only OWNER TO aws_app;" + " DROP ROLE preflight_owner");
        }
    }

    @Test
    void target_role_without_the_replica_setting_blocks_a_live_move_only() {
        PreflightDatabases databases = PreflightDatabases.fresh("replica_right");
        Database app =
                PreflightDatabases.database("target", databases.addresses().targetApp());

        assertThat(PreflightDatabases.one(
                                databases.look(ReplicaRight.class, Kind.LIVE, databases.source(), app),
                                "session_replication_role")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(databases
                        .look(ReplicaRight.class, Kind.COPY, databases.source(), app)
                        .findings())
                .isEmpty();
    }

    @Test
    void full_target_and_the_source_given_twice_block() {
        PreflightDatabases databases = PreflightDatabases.fresh("full")
                .asTargetSuperuser("CREATE FUNCTION there() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                        + " CREATE TYPE mood AS ENUM ('good')");

        assertThat(databases
                        .finding(Emptiness.class, Kind.COPY, "function public.there, type public.mood")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        PreflightDatabases.one(
                databases.look(Emptiness.class, Kind.COPY, databases.source(), databases.source()),
                "it is the source itself");
    }

    @Test
    void schema_that_is_there_already_and_a_stranger_called_dynolift_block() {
        PreflightDatabases databases = PreflightDatabases.fresh("schemas")
                .asApp("CREATE SCHEMA billing; CREATE SCHEMA dynolift; CREATE TABLE dynolift.mine (id int)")
                .asTargetSuperuser("CREATE SCHEMA billing");

        assertThat(databases
                        .finding(Emptiness.class, Kind.COPY, "schema billing already")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(databases.finding(Emptiness.class, Kind.COPY, "did not make").side())
                .isEqualTo(Side.SOURCE);
    }

    @Test
    void full_disk_blocks_and_an_unknown_one_is_told_the_size() {
        PreflightDatabases databases = PreflightDatabases.fresh("room")
                .asApp("CREATE TABLE rows AS SELECT i FROM generate_series(1, 10000) AS i");
        Check full = new Room(folder -> OptionalLong.of(4096));
        Check unknown = new Room(folder -> OptionalLong.empty());

        assertThat(PreflightDatabases.one(
                                databases.look(full, Kind.COPY, databases.source(), databases.target()),
                                "4096 bytes free")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(PreflightDatabases.one(
                                databases.look(unknown, Kind.COPY, databases.source(), databases.target()),
                                "it will hold")
                        .severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void settings_that_slow_the_target_or_break_an_index_are_told() {
        PreflightDatabases databases = PreflightDatabases.fresh("settings")
                .asApp("CREATE TABLE rows AS SELECT repeat('x', 500) FROM generate_series(1, 80000)");
        databases.asTargetSuperuser("ALTER DATABASE preflight_settings SET temp_file_limit = '1MB';"
                + " ALTER DATABASE preflight_settings SET log_statement = 'all'");
        databases.asTargetSuperuser("ALTER SYSTEM SET max_wal_size = '32MB'");
        try {
            databases.asTargetSuperuser("SELECT pg_reload_conf(), pg_sleep(0.5)");
            Report report = databases.look(ServerSettings.class, Kind.COPY);

            assertThat(PreflightDatabases.one(report, "max_wal_size is 32MB").severity())
                    .isEqualTo(Severity.INFO);
            assertThat(PreflightDatabases.one(report, "temp_file_limit is 1MB").severity())
                    .isEqualTo(Severity.WARNING);
            assertThat(PreflightDatabases.one(report, "log_statement is all").severity())
                    .isEqualTo(Severity.INFO);
        } finally {
            databases.asTargetSuperuser("ALTER SYSTEM RESET max_wal_size");
            databases.asTargetSuperuser("SELECT pg_reload_conf()");
        }
    }

    @Test
    void vacuum_against_wraparound_blocks_what_needs_triggers() throws InterruptedException {
        PreflightDatabases databases = PreflightDatabases.fresh("vacuum")
                .asApp("CREATE TABLE old (id int, word text) WITH (autovacuum_enabled = false,"
                        + " autovacuum_freeze_max_age = 100000,"
                        + " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);"
                        + " INSERT INTO old SELECT i, repeat('x', 100) FROM generate_series(1, 200000) AS i");
        databases.asSourceSuperuser("ALTER SYSTEM SET autovacuum_naptime = '1s'");
        databases.asSourceSuperuser("SELECT pg_reload_conf()");
        try {
            databases.asApp(
                    "DO $$ BEGIN FOR i IN 1..100100 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$");
            Report report = databases.look(Vacuums.class, Kind.LIVE);
            for (int i = 0; i < 300 && report.isClear(); i++) {
                Thread.sleep(100);
                report = databases.look(Vacuums.class, Kind.LIVE);
            }

            assertThat(PreflightDatabases.one(report, "vacuum against wraparound works on public.old")
                            .severity())
                    .isEqualTo(Severity.BLOCKING);
            assertThat(databases.look(Vacuums.class, Kind.COPY).findings()).isEmpty();
        } finally {
            databases.asSourceSuperuser("ALTER SYSTEM RESET autovacuum_naptime");
            databases.asSourceSuperuser("SELECT pg_reload_conf()");
            // The vacuum gives way to no DROP TABLE; it goes with its database.
            ServerAddress superuser = databases.addresses().sourceSuperuser();
            PreflightDatabases.execute(
                    new ServerAddress(
                            superuser.host(), superuser.port(), "postgres", superuser.user(), superuser.password()),
                    "DROP DATABASE preflight_vacuum WITH (FORCE)");
        }
    }

    @Test
    void transaction_that_has_been_open_for_long_is_warned_of() {
        PreflightDatabases databases = PreflightDatabases.fresh("long");
        Check check = new LongTransactions(Duration.ZERO);
        ServerAddress app = databases.addresses().sourceOwner();
        try (OpenTransaction open = OpenTransaction.of(app)) {
            Finding live = PreflightDatabases.one(
                    databases.look(check, Kind.LIVE, databases.source(), databases.target()), "has been open");
            Finding copy = PreflightDatabases.one(
                    databases.look(check, Kind.COPY, databases.source(), databases.target()), "has been open");

            assertThat(open.isOpen()).isTrue();
            assertThat(live.severity()).isEqualTo(Severity.WARNING);
            assertThat(live.what()).contains("1 of them idle");
            assertThat(copy.severity()).isEqualTo(Severity.INFO);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
