package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nasty cases 30, 44 and 46: odd keys, large objects in a live move, one table that is nearly everything. */
class NastyKeysTest {

    private static final List<String> KEYED = List.of(
            "CREATE TABLE k_composite (a int, b text, c date, v text, PRIMARY KEY (c, a, b));"
                    + " INSERT INTO k_composite VALUES (1, '', 'infinity', 'x'), (1, ' ', '4713-01-01 BC', NULL)",
            "CREATE TABLE k_uuid (k uuid PRIMARY KEY, v text); INSERT INTO k_uuid SELECT md5(g::text)::uuid, g::text"
                    + " FROM generate_series(1, 1000) g",
            "CREATE EXTENSION citext; CREATE TABLE k_citext (k citext PRIMARY KEY, v text);"
                    + " INSERT INTO k_citext VALUES ('Case', 'a'), ('other', 'b')",
            "CREATE TABLE k_float (k float8 PRIMARY KEY, v text); INSERT INTO k_float VALUES ('NaN', 'a'), ('-0', 'b'),"
                    + " ('Infinity', 'c'), ('5e-324', 'd'), (0.1::float8 + 0.2, 'e')",
            "CREATE TABLE k_numeric (k numeric PRIMARY KEY, v text); INSERT INTO k_numeric VALUES (1.00, 'a'),"
                    + " ('NaN', 'b'), ('-Infinity', 'c'), (1e-1000, 'd')",
            "CREATE TABLE k_bytea (k bytea PRIMARY KEY, v text); INSERT INTO k_bytea VALUES ('', 'a'), ('\\x00', 'b'),"
                    + " ('\\x5c', 'c')",
            "CREATE TABLE k_time (k timestamptz PRIMARY KEY, v text); INSERT INTO k_time VALUES ('infinity', 'a'),"
                    + " ('-infinity', 'b'), ('0044-03-15 00:00+00 BC', 'c')",
            "CREATE TABLE k_array (k int[] PRIMARY KEY, v text); INSERT INTO k_array VALUES ('{}', 'a'), ('[0:1]={1,2}', 'b')",
            "CREATE TABLE k_range (k int4range, v text, EXCLUDE USING gist (k WITH &&)); INSERT INTO k_range VALUES"
                    + " ('[1,5)', 'a'), ('[5,)', 'b'), (NULL, 'c')",
            "CREATE COLLATION nodet (provider = icu, locale = 'und-u-ks-level1', deterministic = false);"
                    + " CREATE TABLE k_icu (k text COLLATE nodet PRIMARY KEY, v text);"
                    + " INSERT INTO k_icu VALUES ('résumé', 'a'), ('other', 'b')");

    @Test
    void rows_with_odd_keys_arrive_and_are_compared() {
        TwoDatabases databases = TwoDatabases.fresh("odd_keys");
        KEYED.forEach(databases::asSourceOwner);

        SnapshotCopy.run(databases);

        for (String definition : KEYED) {
            String table = definition.replaceAll("(?s).*CREATE TABLE (\\w+).*", "$1");
            String rows =
                    "SELECT count(*) || string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\") FROM " + table + " t";
            assertThat(databases.onTarget(rows)).as(table).isEqualTo(databases.onSource(rows));
        }
    }

    @Test
    void odd_key_whose_row_differs_is_found() {
        TwoDatabases databases = TwoDatabases.fresh("odd_keys_differ");
        databases.asSourceOwner(KEYED.get(4));
        SnapshotCopy.run(databases);
        // Equal as numbers, and yet not the same.
        databases.asTargetSuperuser("UPDATE k_numeric SET k = 1.0 WHERE k = 1");

        try (Verification verification = Verification.begin(
                databases.source(), databases.target(), TableSelection.ALL, false, 2, EventListener.NONE)) {
            assertThat(verification.compare().rows().differences())
                    .extracting(Object::toString)
                    .satisfiesExactlyInAnyOrder(
                            missing -> assertThat(missing).contains("(1.00)", "MISSING"),
                            surplus -> assertThat(surplus).contains("(1.0)", "SURPLUS"));
        }
    }

    @Test
    void live_move_refuses_large_objects() {
        TwoDatabases databases = TwoDatabases.fresh("live_large_objects");
        databases.asSourceOwner("SELECT lo_from_bytea(0, 'x')");

        assertThatThrownBy(() -> new ForwardMove(
                                databases.source(),
                                databases.targetOfMaster(),
                                EngineSettings.defaults(),
                                EventListener.NONE)
                        .run())
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                    assertThat(e.getMessage()).contains("1 large object");
                });
    }

    @Test
    void table_that_is_nearly_everything_arrives_beside_many_small_ones() {
        TwoDatabases databases = TwoDatabases.fresh("skewed");
        databases.asSourceOwner("CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz, payload jsonb);"
                + " INSERT INTO events SELECT g, to_timestamp(g), jsonb_build_object('n', g, 'of', md5(g::text))"
                + "   FROM generate_series(1, 200000) g;"
                + " DO $$ BEGIN FOR i IN 1..40 LOOP EXECUTE format('CREATE TABLE small_%s AS SELECT %s AS n', i, i);"
                + " END LOOP; END $$");

        SnapshotCopy.run(databases);

        String rows = "SELECT count(*) || ' ' || sum(hashtextextended(e::text, 0)::numeric)"
                + " || (SELECT sum(n) FROM (SELECT n FROM small_1 UNION ALL SELECT n FROM small_40) s) FROM events e";
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
    }
}
