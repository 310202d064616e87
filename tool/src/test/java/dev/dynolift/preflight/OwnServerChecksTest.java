package dev.dynolift.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.schema.SchemaDump;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.PostgresServer;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServerBinaries;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a server with settings of its own: prepared transactions, old snapshots, and a follower. */
class OwnServerChecksTest {

    @Test
    void prepared_transactions_old_snapshots_and_followers_are_told(@TempDir Path folder) throws IOException {
        ServerBinaries binaries = ServersForTests.binaries();
        PostgresServer server = new PostgresServer(
                binaries.unpack(binaries.ofMajor(14)),
                folder.resolve("source"),
                new Secret("Dhe6vTq9s1"),
                Map.of(
                        "max_prepared_transactions", "5",
                        "old_snapshot_threshold", "1h",
                        "shared_buffers", "16MB",
                        "fsync", "off"));
        PreflightDatabases databases = PreflightDatabases.fresh("own_server");
        try {
            ServerAddress address = server.start(OptionalInt.empty());
            Database source = PreflightDatabases.database("source", address);
            PreflightDatabases.execute(address, "CREATE UNLOGGED TABLE sessions (id int)");
            PreflightDatabases.execute(address, "BEGIN; CREATE TABLE t (id int); PREPARE TRANSACTION 'one'");
            assertThat(look(databases, PreparedTransactions.class, Kind.LIVE, source)
                            .isClear())
                    .isFalse();
            assertThat(look(databases, PreparedTransactions.class, Kind.COPY, source)
                            .of(Severity.WARNING))
                    .hasSize(1);
            PreflightDatabases.execute(address, "ROLLBACK PREPARED 'one'");
            PreflightDatabases.one(
                    look(databases, ServerSettings.class, Kind.COPY, source), "old_snapshot_threshold is 1h");

            server.stop();
            Files.createFile(folder.resolve("source/data/standby.signal"));
            Database follower = PreflightDatabases.database("source", server.start(OptionalInt.empty()));
            assertThat(look(databases, Standbys.class, Kind.LIVE, follower).isClear())
                    .isFalse();
            Finding warning = PreflightDatabases.one(look(databases, Standbys.class, Kind.COPY, follower), "follower");
            assertThat(warning.severity()).isEqualTo(Severity.WARNING);
            assertThat(warning.what()).contains("max_standby_streaming_delay 30s");
            PreflightDatabases.one(
                    look(databases, UnloggedTables.class, Kind.COPY, follower),
                    "cannot be read there: public.sessions");
            assertThat(databases
                            .look(
                                    Standbys.class,
                                    Kind.COPY,
                                    databases.source(),
                                    PreflightDatabases.database("target", server.start(OptionalInt.empty())))
                            .isClear())
                    .isFalse();
        } finally {
            server.stop();
        }
    }

    @Test
    void more_tables_than_a_server_can_lock_block_and_a_dump_of_them_fails(@TempDir Path folder) {
        ServerBinaries binaries = ServersForTests.binaries();
        PostgresServer server = new PostgresServer(
                binaries.unpack(binaries.ofMajor(14)),
                folder.resolve("source"),
                new Secret("Dhe6vTq9s1"),
                Map.of(
                        "max_connections", "20",
                        "max_locks_per_transaction", "10",
                        "shared_buffers", "16MB",
                        "fsync", "off"));
        PreflightDatabases databases = PreflightDatabases.fresh("lock_table");
        try {
            ServerAddress address = server.start(OptionalInt.empty());
            Database source = PreflightDatabases.database("source", address);
            assertThat(look(databases, LockTable.class, Kind.COPY, source).findings())
                    .isEmpty();

            PreflightDatabases.execute(address, tables(0, 500));
            assertThat(PreflightDatabases.one(look(databases, LockTable.class, Kind.COPY, source), "all 500 tables")
                            .severity())
                    .isEqualTo(Severity.WARNING);

            PreflightDatabases.execute(address, tables(500, 2000));
            assertThat(PreflightDatabases.one(look(databases, LockTable.class, Kind.COPY, source), "all 2000 tables")
                            .severity())
                    .isEqualTo(Severity.BLOCKING);
            assertThat(look(databases, LockTable.class, Kind.ROWS, source).findings())
                    .isEmpty();
            assertThatThrownBy(() -> SchemaDump.read(Moment.passing(source), Omissions.NONE))
                    .hasMessageContaining("out of shared memory");
        } finally {
            server.stop();
        }
    }

    @Test
    void partitioned_table_with_more_parts_than_a_server_can_lock_is_warned_of(@TempDir Path folder) {
        ServerBinaries binaries = ServersForTests.binaries();
        PostgresServer server = new PostgresServer(
                binaries.unpack(binaries.ofMajor(14)),
                folder.resolve("source"),
                new Secret("Dhe6vTq9s1"),
                Map.of(
                        "max_connections", "20",
                        "max_locks_per_transaction", "10",
                        "shared_buffers", "16MB",
                        "fsync", "off"));
        PreflightDatabases databases = PreflightDatabases.fresh("lock_tree");
        try {
            ServerAddress address = server.start(OptionalInt.empty());
            PreflightDatabases.execute(address, "CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)");
            String[] parts = new String[150];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = "CREATE TABLE part_" + i + " PARTITION OF parted FOR VALUES FROM (" + i + ") TO (" + (i + 1)
                        + ")";
            }
            PreflightDatabases.execute(address, parts);

            Finding finding = PreflightDatabases.one(
                    look(databases, LockTable.class, Kind.ROWS, PreflightDatabases.database("source", address)),
                    "largest partitioned table locks 604");
            assertThat(finding.side()).isEqualTo(Side.SOURCE);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        } finally {
            server.stop();
        }
    }

    /** Statements that create so many tables, each with few enough to be locked. */
    private static String[] tables(int from, int to) {
        return IntStream.range(from / 50, to / 50)
                .mapToObj(batch -> IntStream.range(batch * 50, batch * 50 + 50)
                        .mapToObj(number -> "CREATE TABLE t" + number + " (id int)")
                        .collect(Collectors.joining(";")))
                .toArray(String[]::new);
    }

    private static Report look(PreflightDatabases databases, Class<? extends Check> check, Kind kind, Database source) {
        return databases.look(check, kind, source, databases.target());
    }
}
