package dev.dynolift.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficRunnerTest {

    private static final String TABLE = """
            CREATE TABLE orders (id bigserial PRIMARY KEY, writer int, at timestamptz);
            CREATE TABLE carts (id bigserial PRIMARY KEY);
            """;
    private static final String REFUSE = """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE 'moved' USING ERRCODE = 'read_only_sql_transaction'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON orders EXECUTE FUNCTION refuse();
            """;

    @TempDir
    Path folder;

    @Test
    void downtime_is_what_the_databases_themselves_saw_between_refusal_and_move() throws Exception {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases("traffic_moved");
        ServerAddress source = databases.sourceOwner();
        ServerAddress target = databases.targetApp();
        run(source, TABLE);
        run(target, TABLE);
        // Reading goes on while writes are refused, and must not count.
        TrafficPlan plan = plan(
                "BEGIN; INSERT INTO orders (writer, at) VALUES (:writer, clock_timestamp()); COMMIT;",
                "SELECT count(*) FROM orders WHERE writer = :writer;",
                "BEGIN; INSERT INTO carts DEFAULT VALUES; ROLLBACK;");
        try (TrafficRunner runner = new TrafficRunner(plan, source, target, folder)) {
            runner.start(Side.SOURCE);
            await(() -> runner.state().at(Side.SOURCE).writes() > 20);
            run(source, REFUSE);
            Instant refusedAt = Instant.now();
            await(() -> Duration.between(refusedAt, Instant.now()).toMillis() > 800);
            runner.use(Side.TARGET);
            await(() -> runner.state().at(Side.TARGET).writes() > 20);
            runner.checkAlive();
        }

        TrafficSummary summary = TrafficLedger.read(TrafficRunner.ledgersIn(folder, plan));

        Switchover move = summary.lastSwitchover().orElseThrow();
        double last = number(source, "SELECT extract(epoch FROM max(at)) FROM orders");
        double first = number(target, "SELECT extract(epoch FROM min(at)) FROM orders");
        assertThat(move.overlaps()).isFalse();
        assertThat(move.writeDowntime().orElseThrow().toMillis() / 1000.0).isBetween(0.8, 20.0);
        // The clock is read before the commit there and after it here, and never later than a slow machine's commit.
        assertThat(move.writeDowntime().orElseThrow().toMillis() / 1000.0)
                .isBetween(first - last - 0.25, first - last + 0.25);
        assertThat(summary.at(Side.SOURCE).refused()).isPositive();
        assertThat(summary.longestPause()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(summary.at(Side.SOURCE).writes()).isEqualTo((long) number(source, "SELECT count(*) FROM orders"));
        assertThat(summary.at(Side.TARGET).writes()).isEqualTo((long) number(target, "SELECT count(*) FROM orders"));
        assertThat(summary.all().rolledBack()).isPositive();
        assertThat(summary.all().failed()).isZero();
        assertThat(number(target, "SELECT count(DISTINCT writer) FROM orders")).isEqualTo(4);
        assertThat(number(target, "SELECT count(*) FROM carts")).isZero();
        String ledgers = "";
        for (Path file : TrafficRunner.ledgersIn(folder, plan)) {
            ledgers += Files.readString(file);
        }
        assertThat(ledgers).doesNotContain(source.password().reveal()).doesNotContain("jdbc:");
    }

    @Test
    void connections_that_are_ended_are_made_again_and_errors_are_told() throws Exception {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases("traffic_broken");
        ServerAddress source = databases.sourceOwner();
        run(source, TABLE);
        TrafficPlan plan = plan(
                "INSERT INTO orders (writer) VALUES (:writer);",
                "SELECT id FROM orders WHERE id < 0 \\gset\nSELECT 1/0;",
                "SELECT id FROM nowhere;");
        try (TrafficRunner runner = new TrafficRunner(plan, source, databases.targetApp(), folder)) {
            runner.start(Side.SOURCE);
            await(() -> runner.state().at(Side.SOURCE).writes() > 10);
            run(
                    source,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crema traffic'");
            await(() -> runner.state().at(Side.SOURCE).refused() > 0);
            long before = runner.state().at(Side.SOURCE).writes();
            await(() -> runner.state().at(Side.SOURCE).writes() > before + 10);

            assertThat(runner.state().failures())
                    .isNotEmpty()
                    .allMatch(failure ->
                            failure.equals("2.sql at the source: 42P01 relation \"nowhere\" does not exist"));
        }
    }

    @Test
    void dead_process_is_told_and_its_ledger_is_kept() throws Exception {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases("traffic_killed");
        run(databases.sourceOwner(), TABLE);
        TrafficPlan plan = plan("INSERT INTO orders (writer) VALUES (:writer);");
        try (TrafficRunner runner = new TrafficRunner(plan, databases.sourceOwner(), databases.targetApp(), folder)) {
            runner.start(Side.SOURCE);
            await(() -> runner.state().at(Side.SOURCE).writes() > 10);
            ProcessHandle first = ProcessHandle.of(runner.pids().get(0)).orElseThrow();
            first.destroyForcibly();
            first.onExit().get(10, TimeUnit.SECONDS);

            assertThatThrownBy(runner::checkAlive).hasMessageContaining("traffic process 0 ended by itself");
        }
        assertThat(TrafficLedger.read(TrafficRunner.ledgersIn(folder, plan))
                        .all()
                        .writes())
                .isPositive();
    }

    @Test
    void stopping_ends_every_process_and_no_command_line_holds_a_password() throws Exception {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases("traffic_stopped");
        run(databases.sourceOwner(), TABLE);
        TrafficPlan plan = plan("INSERT INTO orders (writer) VALUES (:writer);");
        TrafficRunner runner = new TrafficRunner(plan, databases.sourceOwner(), databases.targetApp(), folder);
        runner.start(Side.SOURCE);
        List<ProcessHandle> processes = runner.pids().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        assertThat(processes).hasSize(2).allSatisfy(process -> assertThat(
                        process.info().commandLine().orElse(""))
                .doesNotContain(databases.sourceOwner().password().reveal()));

        runner.stop();

        for (ProcessHandle process : processes) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(number(
                        databases.sourceSuperuser(),
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'crema traffic'"))
                .isZero();
    }

    @Test
    void processes_end_with_a_killed_program_that_started_them() throws Exception {
        List<String> command = LaunchedJava.of(KilledProgram.class);
        command.add(folder.toString());
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            List<ProcessHandle> processes;
            try (var said = program.inputReader()) {
                processes = Stream.of(said.readLine().split(" "))
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .toList();
            }
            program.destroyForcibly().waitFor();

            assertThat(processes).hasSize(2);
            for (ProcessHandle process : processes) {
                process.onExit().get(20, TimeUnit.SECONDS);
            }
        } finally {
            program.destroyForcibly();
            RehearsalServers.stop(folder, ServersForTests.binaries());
        }
    }

    /** Starts traffic and stays until it is killed. */
    static final class KilledProgram {
        public static void main(String[] arguments) throws IOException {
            Path place = Path.of(arguments[0]);
            RehearsalDatabases databases = RehearsalServers.start(place, 17, 17).databases("app");
            Path script = Files.writeString(place.resolve("0.sql"), "SELECT 1;");
            TrafficPlan plan = new TrafficPlan(2, 1, 5, "1", List.of(new TrafficPlan.WeightedScript(script, 1)));
            TrafficRunner runner = new TrafficRunner(plan, databases.sourceOwner(), databases.targetApp(), place);
            runner.start(Side.SOURCE);
            System.out.println(runner.pids().get(0) + " " + runner.pids().get(1));
            assertThat(System.in.read()).isNegative();
        }
    }

    @Test
    void wrong_address_and_bad_scripts_are_told_at_the_start() throws IOException {
        ServerAddress nowhere = new ServerAddress("127.0.0.1", 1, "x", "y", new Secret("not-a-real-one"));
        try (TrafficRunner runner = new TrafficRunner(plan("SELECT 1;"), nowhere, nowhere, folder)) {
            assertThatThrownBy(() -> runner.start(Side.SOURCE)).isInstanceOfSatisfying(DynoliftException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.PROCESS);
                assertThat(e.why()).contains("refused").doesNotContain("not-a-real-one", "\tat ");
            });
        }
        try (TrafficRunner runner = new TrafficRunner(plan("SELECT 1"), nowhere, nowhere, folder)) {
            assertThatThrownBy(() -> runner.start(Side.SOURCE)).hasMessageContaining("0.sql:1:1");
        }
    }

    private TrafficPlan plan(String... scripts) throws IOException {
        List<TrafficPlan.WeightedScript> weighted = new java.util.ArrayList<>();
        for (String script : scripts) {
            Path file = Files.writeString(folder.resolve(weighted.size() + ".sql"), script);
            weighted.add(new TrafficPlan.WeightedScript(file, 1));
        }
        return new TrafficPlan(2, 2, 5, "1", weighted);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void run(ServerAddress address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double number(ServerAddress address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getDouble(1);
        }
    }
}
