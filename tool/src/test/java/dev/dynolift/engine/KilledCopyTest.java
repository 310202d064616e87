package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a copy at random moments, then the same command again. More kills with {@code
 * -Ddynolift.kills=50}, the same ones again with {@code -Ddynolift.seed=N}.
 */
class KilledCopyTest {

    private static final int KILLS = Integer.getInteger("dynolift.kills", 4);
    private static final long SEED = Long.getLong("dynolift.seed", System.nanoTime() % 1_000_000);
    private static final int KILLS_OF_ONE_COPY = 8;

    @TempDir
    Path folder;

    @Test
    void a_standing_copy_killed_at_random_moments_goes_on_and_no_chunk_is_copied_twice() throws Exception {
        System.out.println("copies killed at random moments: " + KILLS + " kills, seed " + SEED);
        Random random = new Random(SEED);
        Duration usual = Duration.ofSeconds(6);
        int kills = 0;
        for (int number = 1; kills < KILLS; number++) {
            RehearsalDatabases databases = filled("killed_copy_" + number);
            String how = random.nextBoolean() ? "--fence" : "--quiet";
            Map<Integer, String> marks = new TreeMap<>();
            for (int i = 0; i < KILLS_OF_ONE_COPY && kills < KILLS; i++) {
                CopyProcess copy = CopyProcess.start(databases, folder, how);
                if (!copy.kill(Duration.ofMillis(random.nextInt((int) usual.toMillis())))) {
                    assertThat(copy.await()).as(copy.said()).isZero();
                    break;
                }
                kills++;
                assertKept(marks, databases);
            }
            finish(databases, how);
            assertEqual(databases);
        }
    }

    @Test
    void a_copy_of_one_moment_that_was_killed_starts_over_and_says_so() throws Exception {
        RehearsalDatabases databases = filled("killed_snapshot");
        CopyProcess copy = CopyProcess.start(databases, folder);
        boolean killed = copy.kill(Duration.ofMillis(1500));
        if (killed) {
            copy = CopyProcess.start(databases, folder);
        }
        assertThat(copy.await()).as(copy.said()).isZero();
        assertThat(killed
                        && !copy.said().contains("starts over")
                        && !marks(databases).isEmpty())
                .isFalse();
        assertEqual(databases);
    }

    private void finish(RehearsalDatabases databases, String how) throws Exception {
        Instant began = Instant.now();
        CopyProcess last = CopyProcess.start(databases, folder, how);
        int exit = last.await();
        boolean done =
                exit == 0 || last.said().contains("done already") || last.said().contains("not empty");
        assertThat(done)
                .as("%s after %s: %s", how, Duration.between(began, Instant.now()), last.said())
                .isTrue();
    }

    /** What was marked before is marked still, with the same time: it was not done again. */
    private static void assertKept(Map<Integer, String> before, RehearsalDatabases databases) {
        Map<Integer, String> now = marks(databases);
        if (!now.isEmpty()) {
            assertThat(now).as("seed " + SEED).containsAllEntriesOf(before);
            before.clear();
            before.putAll(now);
        }
    }

    private static Map<Integer, String> marks(RehearsalDatabases databases) {
        Map<Integer, String> marks = new TreeMap<>();
        if (value(databases.targetSuperuser(), "SELECT to_regclass('dynolift.chunk')::text") == null) {
            return marks;
        }
        String all = value(
                databases.targetSuperuser(),
                "SELECT string_agg(number || '=' || copied_at, ',') FROM dynolift.chunk WHERE copied_at IS NOT NULL");
        if (all != null) {
            for (String mark : all.split(",")) {
                String[] parts = mark.split("=");
                marks.put(Integer.valueOf(parts[0]), parts[1]);
            }
        }
        return marks;
    }

    /** One large table, a partitioned one, one without a key, and many small ones. */
    private static RehearsalDatabases filled(String name) {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases(name);
        execute(databases.sourceOwner(), """
                CREATE TABLE events (id bigint PRIMARY KEY, kind text, at timestamptz, body jsonb);
                INSERT INTO events SELECT i, 'kind ' || i % 7, now() - i * interval '1 s',
                       jsonb_build_object('number', i, 'text', repeat(md5(i::text), 6))
                  FROM generate_series(1, 200000) AS i;
                CREATE INDEX ON events (kind, at);
                CREATE INDEX ON events USING gin (body);
                CREATE TABLE parts (id int, region text, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
                CREATE TABLE parts_eu PARTITION OF parts FOR VALUES IN ('eu');
                CREATE TABLE parts_us PARTITION OF parts FOR VALUES IN ('us');
                INSERT INTO parts SELECT i, CASE i % 2 WHEN 0 THEN 'eu' ELSE 'us' END FROM generate_series(1, 50000) AS i;
                CREATE TABLE bag (word text, number int);
                INSERT INTO bag SELECT 'word', i % 100 FROM generate_series(1, 50000) AS i;
                DO $$ BEGIN FOR i IN 1..60 LOOP
                    EXECUTE format('CREATE TABLE small_%s (id serial PRIMARY KEY, event bigint REFERENCES events, w text)', i);
                    EXECUTE format('INSERT INTO small_%s (event, w) SELECT n, ''w'' FROM generate_series(1, 50) AS n', i);
                END LOOP; END $$;
                ANALYZE;
                """);
        return databases;
    }

    private static void assertEqual(RehearsalDatabases databases) {
        String tables = value(
                databases.sourceSuperuser(),
                "SELECT string_agg(format('SELECT %L, count(*) || '' '' || sum(hashtextextended(t::text, 0)) FROM %I AS t',"
                        + " relname, relname), ' UNION ALL ') FROM pg_class WHERE relkind IN ('r', 'p') AND"
                        + " relnamespace = 'public'::regnamespace");
        String sums =
                "SET timezone = 'UTC'; SELECT string_agg(x::text, ';' ORDER BY x::text) FROM (" + tables + ") AS x";
        assertThat(value(databases.targetSuperuser(), sums))
                .as("seed " + SEED)
                .isEqualTo(value(databases.sourceSuperuser(), sums));
        String indexes = "SELECT count(*) || ' ' || bool_and(indisvalid) FROM pg_index WHERE indrelid >= 16384 AND"
                + " indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)";
        assertThat(value(databases.targetSuperuser(), indexes)).isEqualTo(value(databases.sourceSuperuser(), indexes));
        String constraints = "SELECT count(*) || ' ' || bool_and(convalidated) FROM pg_constraint WHERE contype IN"
                + " ('p', 'f') AND connamespace = 'public'::regnamespace";
        assertThat(value(databases.targetSuperuser(), constraints))
                .isEqualTo(value(databases.sourceSuperuser(), constraints));
    }

    private static void execute(ServerAddress address, String sql) {
        value(address, sql + "; SELECT 1");
    }

    private static String value(ServerAddress address, String sql) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            boolean answered = statement.execute(sql);
            while (!answered) {
                answered = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
