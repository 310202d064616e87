package dev.dynolift.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.engine.CloneMove;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * A source of a test's own, copied to a target, and both described by pg_dump, which shares nothing with
 * the way that they were applied.
 */
final class CopiedDefinitions {

    private static final int JOBS = 3;

    private final RehearsalDatabases addresses;
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();

    private CopiedDefinitions(RehearsalDatabases addresses) {
        this.addresses = addresses;
    }

    /** An empty target and a source that holds what the owner's SQL makes. */
    static CopiedDefinitions of(String name, String sql) {
        Optional<RehearsalServers> servers = ServersForTests.pairToDebian15(14);
        Assumptions.assumeTrue(
                servers.isPresent(), "PostgreSQL 15's server is not installed (Debian: apt install postgresql-15)");
        CopiedDefinitions copied = new CopiedDefinitions(servers.orElseThrow().freshDatabases(name));
        copied.asOwner(sql);
        return copied;
    }

    Database source() {
        DatabaseUrl url = addresses.sourceOwner().toDatabaseUrl();
        return new Database("source", () -> url);
    }

    Database target() {
        DatabaseUrl url = addresses.targetMaster().toDatabaseUrl();
        return new Database("target", () -> url);
    }

    void asOwner(String sql) {
        execute(addresses.sourceOwner(), sql);
    }

    void asSourceSuperuser(String sql) {
        execute(addresses.sourceSuperuser(), sql);
    }

    void asTargetSuperuser(String sql) {
        execute(addresses.targetSuperuser(), sql);
    }

    /** What was said to people meanwhile. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Copied as a user copies it, every row compared. */
    CopiedDefinitions copy() {
        assertThat(run(true).verified()).isTrue();
        return this;
    }

    void copyWithoutComparison() {
        run(false);
    }

    private CloneMove.Outcome run(boolean verify) {
        return new CloneMove(
                        source(),
                        target(),
                        Method.SNAPSHOT,
                        verify,
                        EngineSettings.defaults().withJobs(JOBS),
                        this::note)
                .run();
    }

    private void note(Event event) {
        if (event instanceof Event.Note note) {
            notes.add(note.text());
        }
    }

    /** Only what comes before the rows, as a copy does that is killed then. */
    void beginAndForget() {
        try (Session receiver = target().open("test")) {
            ProgressStore.install(receiver);
            new ProgressStore(Direction.FORWARD).begin(receiver, Method.SNAPSHOT, Phase.SCHEMA);
            SchemaTransfer transfer = new SchemaTransfer(target(), JOBS, this::note);
            SchemaDump dump = SchemaDump.read(Moment.passing(source()), Omissions.NONE);
            Transactions.run(receiver, () -> transfer.keep(receiver, dump));
            transfer.applyPreData(receiver);
        }
    }

    /** Both sides' definitions are the same text, but for what the test names. */
    void assertSame(String... explained) {
        assertThat(definitions(addresses.targetSuperuser(), explained))
                .isEqualTo(definitions(addresses.sourceSuperuser(), explained));
    }

    private static String definitions(ServerAddress address, String... explained) {
        String text = dump(address, "--schema-only", "--no-owner", "--no-privileges", "--exclude-schema=dynolift");
        for (String expression : explained) {
            text = Pattern.compile(expression, Pattern.MULTILINE).matcher(text).replaceAll("");
        }
        return Arrays.stream(text.split("\n"))
                .filter(line -> !line.startsWith("--") && !line.isBlank() && !line.startsWith("\\"))
                .collect(Collectors.joining("\n"));
    }

    private static String dump(ServerAddress address, String... options) {
        List<String> command = new ArrayList<>(List.of("pg_dump"));
        command.addAll(List.of(options));
        return run(address, "", command);
    }

    /** Every answer of a query, at the source and at the target, is the same and not empty. */
    void assertSameAnswer(String query) {
        assertThat(onTarget(query)).as(query).isEqualTo(onSource(query)).isNotEmpty();
    }

    List<String> onSource(String query) {
        return rows(addresses.sourceSuperuser(), query);
    }

    List<String> onTarget(String query) {
        return rows(addresses.targetSuperuser(), query);
    }

    private static List<String> rows(ServerAddress address, String query) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void execute(ServerAddress address, String sql) {
        run(address, sql, List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-"));
    }

    private static String run(ServerAddress address, String input, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.putAll(address.libpqEnvironment());
        environment.put("PGOPTIONS", "-c client_min_messages=warning");
        try {
            Process process = builder.start();
            StringBuilder complaints = new StringBuilder();
            Thread reader = new Thread(() -> {
                try {
                    complaints.append(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    complaints.append(e);
                }
            });
            reader.start();
            Thread writer = new Thread(() -> {
                try (var stream = process.getOutputStream()) {
                    stream.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // The program ended; its exit code tells why.
                }
            });
            writer.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            reader.join();
            writer.join();
            assertThat(exitCode).as("%s: %s", command.get(0), complaints).isZero();
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
