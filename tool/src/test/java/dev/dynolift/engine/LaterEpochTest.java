package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trap 13 of docs/reference/live-move-traps.md. */
class LaterEpochTest {

    @Test
    @Tag("large")
    void transactions_are_numbered_beyond_32_bits(@TempDir Path folder) throws IOException, SQLException {
        Optional<RehearsalServers> servers = ServersForTests.pairOfLaterEpoch(folder.resolve("servers"));
        Assumptions.assumeTrue(servers.isPresent(), "PostgreSQL 15 of Debian (postgresql-15) is not installed");
        try {
            RehearsalDatabases databases = servers.get().freshDatabases("later_epoch");
            try (Connection connection = DriverManager.getConnection(
                            databases.sourceOwner().jdbcUrl(),
                            databases.sourceOwner().jdbcProperties());
                    Statement statement = connection.createStatement();
                    ResultSet number = statement.executeQuery("SELECT pg_current_xact_id()::text::bigint")) {
                number.next();
                assertThat(number.getLong(1)).isGreaterThan(1L << 32);
            }
            RandomRun.fill(databases);
            try (RandomRun run = new RandomRun(databases, folder, null, 13)) {
                run.driveCalmly(Duration.ofSeconds(4));
                run.end();
                assertThat(run.oracle().compared()).isPositive();
            }
        } finally {
            servers.get().stop();
        }
    }
}
