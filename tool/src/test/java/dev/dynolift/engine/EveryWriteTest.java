package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.SqlFile;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/** Every way in which SQL changes rows, on tables of every shape, with keys of every type, while one move is live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryWriteTest {

    private static final String PINNED = "SET datestyle = 'ISO'; SET timezone = 'UTC'; SET extra_float_digits = 3; ";

    private MovedDatabases databases;
    private CompletableFuture<Ending> move;
    private String rows;

    @BeforeAll
    void begin() {
        databases = MovedDatabases.fresh("every_write");
        String others = databases.onSource("SELECT max(oid::bigint) FROM pg_class");
        databases.asApp(SqlFile.of(EveryWriteTest.class, "every_write.sql").text());
        rows = PINNED + "SELECT string_agg(rows, ' ' ORDER BY rows COLLATE \"C\") FROM ("
                + databases.onSource(
                        "SELECT string_agg(format('SELECT %L || count(*) || md5(coalesce(string_agg(t::text,"
                                + " ''|'' ORDER BY t::text COLLATE \"C\"), '''')) AS rows FROM ONLY %s AS t', c.oid::regclass,"
                                + " c.oid::regclass), ' UNION ALL ') FROM pg_class c WHERE relkind = 'r' AND oid > "
                                + others)
                + ") AS every";
        move = CompletableFuture.supplyAsync(() -> new ForwardMove(
                        databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        databases.awaitProof(Direction.FORWARD);
    }

    @AfterAll
    void end() {
        Order.give(
                databases.source(), Control.Kind.FENCE, Duration.ofMinutes(1), () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
    }

    @Test
    void truncations_of_every_level_and_what_is_inserted_behind_them() {
        write(
                "TRUNCATE levels_eu_old; INSERT INTO levels_eu_old SELECT i, 'eu', '2025-12-24', 'again' FROM generate_series(1, 5) i");
        write("INSERT INTO levels VALUES (500, 'eu', '2026-02-02', 'before'); TRUNCATE levels_eu;"
                + " INSERT INTO levels VALUES (501, 'eu', '2026-02-02', 'behind')");
        write(
                "BEGIN; TRUNCATE levels; INSERT INTO levels_us_1 SELECT * FROM levels; SAVEPOINT s; TRUNCATE levels_rest; ROLLBACK TO s;"
                        + " INSERT INTO levels SELECT i, 'asia', '2026-01-01', 'new' FROM generate_series(1, 9) i; COMMIT");
        write("TRUNCATE ONLY animals; INSERT INTO puppies VALUES (1, 'small', 'pug')");
        write("TRUNCATE dogs; INSERT INTO animals VALUES (2, 'cat')");
        write("TRUNCATE keyless_parts_0; INSERT INTO keyless_parts VALUES (0, 'fresh'), (0, 'fresh')");
        write("TRUNCATE folders CASCADE; INSERT INTO folders VALUES (1, NULL); INSERT INTO files VALUES (1, 1)");
    }

    @Test
    void writes_to_partitions_by_root_by_leaf_and_from_one_to_another() {
        write(
                "INSERT INTO levels VALUES (600, 'eu', '2025-01-01', 'x'), (601, 'us', '2025-01-01', 'x'), (602, 'rest', '2025-01-01', 'x');"
                        + " INSERT INTO levels_us_0 SELECT i, 'us', '2026-01-01', 'leaf' FROM generate_series(700, 720) i"
                        + " WHERE satisfies_hash_partition('levels_us'::regclass, 2, 0, i);"
                        + " INSERT INTO levels_eu VALUES (603, 'eu', '2026-05-05', 'mid')");
        write("UPDATE levels SET region = 'us' WHERE id = 600; UPDATE levels_eu SET at = '2025-02-02' WHERE id = 603;"
                + " UPDATE levels SET region = 'nowhere', id = id + 1000 WHERE id BETWEEN 700 AND 705");
        write(
                "UPDATE levels_rest SET word = word || '!'; DELETE FROM levels_us WHERE id % 2 = 1; DELETE FROM levels WHERE id = 602");
        write("UPDATE keyless_parts SET number = number + 1; DELETE FROM keyless_parts_1 WHERE number = 5");
    }

    @Test
    void rows_that_copy_brings() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(
                databases.sourceApp().jdbcUrl(), databases.sourceApp().jdbcProperties())) {
            PGConnection copying = connection.unwrap(PGConnection.class);
            copying.getCopyAPI()
                    .copyIn(
                            "COPY levels FROM STDIN",
                            new StringReader("800\teu\t2026-01-01\tcopied\n801\tus\t2026-01-01\tcopied\n"));
            copying.getCopyAPI()
                    .copyIn("COPY levels_rest FROM STDIN", new StringReader("802\tx\t2026-01-01\tcopied\n"));
            copying.getCopyAPI().copyIn("COPY bag FROM STDIN", new StringReader("1\t\\N\t1.5\n1\t\\N\t1.5\n"));
            copying.getCopyAPI().copyIn("COPY dogs FROM STDIN", new StringReader("900\tcopied\tpug\n"));
        }
        write("UPDATE bag SET word = 'known' WHERE word IS NULL AND number = 1");
    }

    @Test
    void conflicts_cascades_and_foreign_keys_that_are_checked_at_the_end() {
        write(
                "INSERT INTO files SELECT i, NULL FROM generate_series(75, 95) i ON CONFLICT (id) DO UPDATE SET folder = NULL;"
                        + " INSERT INTO levels VALUES (5, 'asia', '2026-01-01', 'x') ON CONFLICT (id, region, at) DO UPDATE SET word = 'met';"
                        + " INSERT INTO key_text VALUES ('', 'x') ON CONFLICT DO NOTHING");
        write("INSERT INTO folders SELECT i, NULL FROM generate_series(1, 9) i ON CONFLICT DO NOTHING;"
                + " UPDATE folders SET parent = 1 WHERE id IN (2, 3); UPDATE folders SET parent = 3 WHERE id IN (4, 5);"
                + " UPDATE folders SET id = 300 WHERE id = 3");
        write("DELETE FROM folders WHERE id = 300");
        write(
                "BEGIN; INSERT INTO hens VALUES (50, 60); INSERT INTO eggs VALUES (60, 50); DELETE FROM eggs WHERE id = 1;"
                        + " UPDATE hens SET egg = 60 WHERE egg = 1; COMMIT");
        write(
                "WITH gone AS (DELETE FROM counted WHERE id < 4 RETURNING word), new AS (INSERT INTO counted (word)"
                        + " SELECT word FROM gone RETURNING id) UPDATE files SET folder = NULL WHERE id IN (SELECT id FROM new)");
    }

    @Test
    void rows_of_an_old_family_by_every_name() {
        write("UPDATE animals SET word = 'any'; DELETE FROM animals WHERE id IN (1, 12, 25)");
        write(
                "UPDATE ONLY dogs SET breed = 'own'; DELETE FROM ONLY dogs WHERE id = 15; UPDATE puppies SET id = id + 100");
    }

    @Test
    void copies_of_rows_that_no_key_tells_apart() {
        write(
                "INSERT INTO bag SELECT * FROM bag WHERE number = 2; DELETE FROM bag WHERE ctid = (SELECT min(ctid) FROM bag WHERE number = 3)");
        write("UPDATE bag SET number = 4 WHERE number = 1; UPDATE bag SET word = NULL WHERE number = 0");
        write(
                "UPDATE partly SET word = 'b' WHERE ctid = (SELECT min(ctid) FROM partly WHERE word = 'a'); INSERT INTO partly VALUES (1, 'a')");
        write(
                "UPDATE late SET number = 11 - number; DELETE FROM late WHERE number = 3; INSERT INTO late VALUES (3, 'again')");
    }

    @Test
    void keys_of_every_type() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("changed", "UPDATE %1$I SET v = v || '!'");
        changes.put(
                "moved",
                "UPDATE %1$I SET k = (SELECT third_%2$s())::text::%3$s WHERE v = 'two!' AND third_%2$s() IS NOT NULL");
        changes.put("again", "DELETE FROM %1$I WHERE v = 'one!'");
        changes.forEach((what, change) ->
                write("DO $$ DECLARE t record; BEGIN FOR t IN SELECT relname, substr(relname, 5) AS word,"
                        + " format_type(atttypid, atttypmod) AS type FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = 1"
                        + " WHERE relkind = 'r' AND relname LIKE 'key\\_%' LOOP EXECUTE format($c$" + change
                        + "$c$, t.relname, t.word, t.type); END LOOP; END $$"));
    }

    /** As the app, and the target has it all soon after. */
    private void write(String sql) {
        databases.asApp(sql);
        databases.await(() -> String.valueOf(databases.onSource(rows)).equals(databases.onTarget(rows)));
    }
}
