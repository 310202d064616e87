package dev.dynolift.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.postgres.Database;
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

    private static Report look(PreflightDatabases databases, Class<? extends Check> check, Kind kind, Database source) {
        return databases.look(check, kind, source, databases.target());
    }
}
