package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.architecture.Repository;
import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.server.ClientPrograms;
import dev.dynolift.server.DatabaseContents;
import dev.dynolift.server.DatabaseLoader;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The example's database through the whole copy, between equal and between different majors, and judged by a script that
 * shares nothing with the engine: {@code bench/copy/compare}.
 */
class CloneBetweenMajorsTest {

    private static final Path EXAMPLE = Repository.root().resolve("examples/crema/database");
    private static final double SCALE = 0.005;

    /** Last the method that leaves its fence at the source. */
    private static final List<Method> ALL = List.of(Method.SNAPSHOT, Method.QUIET, Method.FENCED);

    /** Majors decide what is asked of a server, not in which way: each way is tried with some. */
    private static List<Method> methods(int from, int to) {
        return from == to || from == 14 && to == 17 ? ALL : List.of(Method.SNAPSHOT);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"15, 15", "14, 17", "14, 18"})
    void the_example_arrives_as_a_script_of_plain_queries_sees_it(int from, int to)
            throws IOException, InterruptedException {
        RehearsalServers servers = servers(from, to);
        RehearsalDatabases databases = servers.freshDatabases("majors");
        new DatabaseLoader(servers, ClientPrograms.find(System.getenv("PATH")), EventListener.NONE)
                .load(
                        "majors",
                        new DatabaseContents.Scripts(EXAMPLE.resolve("schema.sql"), EXAMPLE.resolve("fill.sql"), SCALE),
                        "load");
        for (Method method : methods(from, to)) {
            servers.recreateTarget("majors");
            CloneMove.Outcome outcome = new CloneMove(
                            database("source", databases.sourceOwner()),
                            database("target", databases.targetMaster()),
                            method,
                            true,
                            EngineSettings.defaults(),
                            EventListener.NONE)
                    .run();
            assertThat(outcome.verified()).as(method.command()).isTrue();
            assertComparedAsEqual(method, databases);
        }
    }

    /** Newer than the installed pg_dump: their definitions are loaded by SQL, on both sides. */
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"16, 17", "16, 18", "18, 18"})
    void rows_arrive_in_definitions_that_were_loaded_by_sql(int from, int to) throws IOException, InterruptedException {
        RehearsalServers servers = ServersForTests.pair(from, to);
        RehearsalDatabases databases = servers.freshDatabases("majors_rows");
        Path schema = EXAMPLE.resolve("schema.sql");
        new DatabaseLoader(servers, ClientPrograms.find(System.getenv("PATH")), EventListener.NONE)
                .load("majors_rows", new DatabaseContents.Scripts(schema, EXAMPLE.resolve("fill.sql"), SCALE), "load");
        for (Method method : methods(from, to)) {
            servers.recreateTarget("majors_rows");
            loadSchema(databases.targetMaster(), schema);
            CloneMove.Outcome outcome = new CloneMove(
                            database("source", databases.sourceOwner()),
                            database("target", databases.targetMaster()),
                            method,
                            new Extent(TableSelection.ALL, true),
                            true,
                            EngineSettings.defaults(),
                            EventListener.NONE)
                    .run();
            assertThat(outcome.verified()).as(method.command()).isTrue();
            assertComparedAsEqual(method, databases);
        }
    }

    private static void loadSchema(ServerAddress target, Path schema) throws IOException, InterruptedException {
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        "-XqAt",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        target.toUri().reveal(),
                        "-f",
                        schema.toString(),
                        // The one table that a schema file fills.
                        "-c",
                        "DELETE FROM public.schema_migrations")
                .redirectErrorStream(true);
        Process loading = psql.start();
        String words = new String(loading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(loading.waitFor()).as(words).isZero();
    }

    private static void assertComparedAsEqual(Method method, RehearsalDatabases databases)
            throws IOException, InterruptedException {
        Process compare = new ProcessBuilder(
                        Repository.root().resolve("bench/copy/compare").toString(),
                        databases.sourceSuperuser().toUri().reveal(),
                        databases.targetSuperuser().toUri().reveal())
                .redirectErrorStream(true)
                .start();
        String words = new String(compare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compare.waitFor()).as(method.command() + "\n" + words).isZero();
        assertThat(words).containsPattern("[\\d,]{4,} rows compared: equal");
    }

    private static RehearsalServers servers(int from, int to) {
        if (to != 15) {
            return ServersForTests.pair(from, to);
        }
        Optional<RehearsalServers> servers = ServersForTests.pairToDebian15(from);
        Assumptions.assumeTrue(
                servers.isPresent(), "PostgreSQL 15's server is not installed (Debian: apt install postgresql-15)");
        return servers.orElseThrow();
    }

    private static Database database(String side, ServerAddress address) {
        DatabaseUrl url = address.toDatabaseUrl();
        return new Database(side, () -> url);
    }
}
