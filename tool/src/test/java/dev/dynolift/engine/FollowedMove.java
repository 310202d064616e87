package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.FollowedSource;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The live move of one database at a followed source to an empty target. */
final class FollowedMove {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String TABLES =
            "CREATE TABLE orders (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, word text);"
                    + " INSERT INTO orders SELECT i, 0, md5(i::text) || repeat('x', 200) FROM generate_series(1, 40000) AS i;"
                    + " CREATE TABLE bag (word text); INSERT INTO bag SELECT 'x' FROM generate_series(1, 500);"
                    + " CREATE UNLOGGED TABLE sessions (id int PRIMARY KEY, word text);"
                    + " CREATE TABLE z_last (id int); INSERT INTO sessions SELECT i, 'here' FROM generate_series(1, 100) AS i; ANALYZE";

    private static final List<String> COMPARED = List.of("orders", "bag", "sessions");

    private final FollowedSource servers;
    final String name;
    final Database target;

    FollowedMove(FollowedSource servers, String name) {
        this.servers = servers;
        this.name = name;
        servers.create(name);
        servers.asApp(name, TABLES);
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("followed_" + name);
        target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
    }

    boolean isAtFollower() {
        return servers.atFollower("postgres", "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'")
                        .equals("1")
                && servers.atFollower(name, "SELECT to_regclass('public.orders') IS NOT NULL")
                        .equals("t");
    }

    CompletableFuture<Ending> run(boolean follower, EventListener listener) {
        return run(follower, EngineSettings.defaults(), listener);
    }

    CompletableFuture<Ending> run(boolean follower, EngineSettings settings, EventListener listener) {
        return CompletableFuture.supplyAsync(() -> new ForwardMove(
                        servers.source(name),
                        target,
                        follower ? Optional.of(servers.follower(name)) : Optional.empty(),
                        settings,
                        listener)
                .run());
    }

    boolean isProved() {
        try (Session session = servers.source(name).open("test")) {
            return new Control(Direction.FORWARD)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isPresent();
        }
    }

    void fence(CompletableFuture<Ending> engine) {
        try {
            Order.give(servers.source(name), Control.Kind.FENCE, PATIENCE, () -> !engine.isCompletedExceptionally());
        } finally {
            engine.join();
        }
    }

    String onTarget(String sql) {
        try (Session session = target.open("test")) {
            return String.valueOf(session.text(sql));
        }
    }

    void assertEqual() {
        for (String table : COMPARED) {
            String rows = "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) || ' ' || count(*) FROM"
                    + " public." + table + " AS t";
            assertThat(onTarget(rows)).as(table).isEqualTo(servers.asApp(name, rows));
        }
    }

    static void await(CompletableFuture<?> engine, BooleanSupplier condition) {
        await(() -> {
            if (engine.isCompletedExceptionally()) {
                engine.join();
            }
            return condition.getAsBoolean();
        });
    }

    static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
