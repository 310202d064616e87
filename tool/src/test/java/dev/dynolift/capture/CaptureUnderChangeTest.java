package dev.dynolift.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.control.Control;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever an app does to a table that is captured, its own writes go through; what cannot be told is marked. */
class CaptureUnderChangeTest {

    private static final String EVERYTHING_ELSE =
            "TRUNCATE plain; TRUNCATE parted_low; TRUNCATE parents; TRUNCATE keyless";

    private static final List<String> TABLES = List.of("plain", "parted", "parents", "heirs", "keyless");

    private static final String DEFINITIONS = "CREATE TYPE colour AS ENUM ('red', 'blue');"
            + "CREATE TABLE plain (id int, colour colour, word text, PRIMARY KEY (id, colour));"
            + "CREATE TABLE parted (id int PRIMARY KEY, colour colour, word text) PARTITION BY RANGE (id);"
            + "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (MINVALUE) TO (1000);"
            + "CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (1000) TO (MAXVALUE);"
            + "CREATE TABLE parents (id int PRIMARY KEY, colour colour, word text);"
            + "CREATE TABLE heirs (PRIMARY KEY (id)) INHERITS (parents);"
            + "CREATE TABLE keyless (id int, colour colour, word text);";

    private static final Map<String, List<String>> CHANGES = Map.of(
            "renamed", List.of("ALTER TABLE ? RENAME COLUMN id TO number", "number", "7"),
            "dropped", List.of("ALTER TABLE ? DROP COLUMN id CASCADE", "word", "'x'"),
            "widened", List.of("ALTER TABLE ? ALTER COLUMN id TYPE bigint", "id", "5000000000"),
            "narrowed", List.of("ALTER TABLE ? ALTER COLUMN id TYPE smallint", "id", "9"),
            "made_text", List.of("ALTER TABLE ? ALTER COLUMN id TYPE text", "id", "'a'"),
            "made_a_time",
                    List.of(
                            "ALTER TABLE ? ALTER COLUMN id TYPE timestamptz USING now() + id * '1 s'::interval",
                            "id",
                            "now()"),
            "replaced",
                    List.of(
                            "ALTER TABLE ? DROP COLUMN id CASCADE; ALTER TABLE ? ADD COLUMN id uuid",
                            "id",
                            "gen_random_uuid()"));

    @Test
    void a_key_column_that_changes_fails_nobodys_write() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_changes");
        CHANGES.keySet()
                .forEach(how -> databases.asSourceOwner(
                        "CREATE SCHEMA " + how + "; SET search_path = " + how + "; " + DEFINITIONS));
        try (Session session = databases.source().open("test");
                Connection pooled = connect(databases.sourceAddress())) {
            install(session);
            for (Map.Entry<String, List<String>> how : CHANGES.entrySet()) {
                List<String> change = how.getValue();
                // Nobody can alter the column that a table is partitioned by, but for its name.
                List<String> tables = how.getKey().equals("renamed")
                        ? List.of("plain", "parted", "parents", "keyless")
                        : List.of("plain", "parents", "keyless");
                execute(pooled, "SET search_path = " + how.getKey());
                for (String table : tables) {
                    write(pooled, table, "id", "1");
                    write(pooled, "heirs", "id", "2");
                }
                for (String table : tables) {
                    databases.asSourceOwner("SET search_path = " + how.getKey() + "; "
                            + change.get(0).replace("?", table));
                }
                for (String table : tables) {
                    write(pooled, table, change.get(1), change.get(2));
                    try (Connection fresh = connect(databases.sourceAddress())) {
                        execute(fresh, "SET search_path = " + how.getKey());
                        write(fresh, table, change.get(1), change.get(2));
                        write(fresh, table.equals("parents") ? "heirs" : table, change.get(1), change.get(2));
                    }
                }
            }
        }
    }

    @Test
    void a_key_that_cannot_be_told_is_marked_as_unknown() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_marks");
        databases.asSourceOwner(DEFINITIONS);
        try (Session session = databases.source().open("test");
                Connection pooled = connect(databases.sourceAddress())) {
            List<CapturedTable> captured = install(session);
            execute(
                    pooled,
                    "INSERT INTO plain VALUES (1, 'red'); INSERT INTO parted VALUES (1); INSERT INTO heirs VALUES (1)");
            captured.forEach(table -> assertThat(unknown(session, table)).isZero());
            databases.asSourceOwner("ALTER TABLE plain RENAME COLUMN id TO number;"
                    + "ALTER TABLE parted RENAME COLUMN id TO number; ALTER TABLE parents RENAME COLUMN id TO number");
            execute(pooled, "UPDATE plain SET number = 2; UPDATE parted SET number = 2; DELETE FROM parents");
            assertThat(unknown(session, of(captured, "plain"))).isEqualTo(1);
            assertThat(unknown(session, of(captured, "parted"))).isEqualTo(1);
            assertThat(unknown(session, of(captured, "heirs"))).isEqualTo(1);
        }
    }

    @Test
    void keys_are_the_same_whatever_the_app_has_set() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_settings");
        databases.asSourceOwner(
                "CREATE TABLE times (at timestamptz, day date, x float8, code bytea, PRIMARY KEY (at, day, x, code));"
                        + "CREATE TABLE dated (id int, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
                        + "CREATE TABLE dated_all PARTITION OF dated DEFAULT; CREATE TABLE notes (at timestamptz, x float8, b bytea)");
        try (Session session = databases.source().open("test");
                Connection odd = connect(databases.sourceAddress())) {
            List<CapturedTable> captured = install(session);
            // Within one statement, as the driver does not work with such a style.
            execute(
                    odd,
                    "DO $$ BEGIN SET LOCAL datestyle = 'SQL, DMY'; SET LOCAL timezone = 'Asia/Kolkata';"
                            + " SET LOCAL extra_float_digits = -10; SET LOCAL bytea_output = 'escape';"
                            + " SET LOCAL search_path = pg_temp, public;"
                            + " INSERT INTO times VALUES ('2026-02-01 10:11:12.123456+00', '2026-02-01', 0.1::float8 + 0.2, '\\x5c00');"
                            + " INSERT INTO dated VALUES (1, '2026-02-01 10:11:12.123456+00');"
                            + " INSERT INTO notes VALUES ('2026-02-01 10:11:12.123456+00', 0.1::float8 + 0.2, '\\x5c00'); END $$");
            for (CapturedTable table : captured) {
                assertThat(session.number("SELECT count(*) FROM (" + table.changedKeys("1:1:") + ") AS changed JOIN "
                                + table.table().only() + " AS fresh ON " + table.matches("fresh", "changed")))
                        .as(table.table().label())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void a_log_cannot_be_dropped_from_under_its_triggers() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_dropped");
        databases.asSourceOwner(DEFINITIONS);
        try (Session session = databases.source().open("test");
                Connection pooled = connect(databases.sourceAddress())) {
            List<CapturedTable> captured = install(session);
            captured.forEach(
                    table -> assertThat(Capture.install(session, table)).isFalse());
            for (String table : TABLES) {
                write(pooled, table, "id", "1");
            }
            for (CapturedTable table : captured) {
                assertThatThrownBy(() -> databases.asSourceOwner("DROP TABLE " + table.log()))
                        .hasMessageContaining("other objects depend on it");
                databases.asSourceOwner("DROP TABLE " + table.log() + " CASCADE");
            }
            for (String table : TABLES) {
                write(pooled, table, "id", "3");
            }
            execute(pooled, EVERYTHING_ELSE);
            captured.forEach(
                    table -> assertThat(Capture.install(session, table)).isTrue());
            captured.forEach(
                    table -> assertThat(Capture.install(session, table)).isFalse());
        }
    }

    @Test
    void triggers_that_were_switched_off_begin_their_log_anew() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_off");
        databases.asSourceOwner(DEFINITIONS);
        try (Session session = databases.source().open("test")) {
            List<CapturedTable> captured = install(session);
            databases.asSourceOwner(
                    "ALTER TABLE plain DISABLE TRIGGER USER; ALTER TABLE parted_low DISABLE TRIGGER USER");
            assertThat(Capture.install(session, of(captured, "plain"))).isTrue();
            assertThat(Capture.install(session, of(captured, "parted"))).isTrue();
            assertThat(Capture.install(session, of(captured, "heirs"))).isFalse();
            assertThat(Capture.switchedOff(session)).isEmpty();
        }
    }

    @Test
    void a_role_that_may_do_nothing_but_write_is_captured() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_weak");
        databases.asSourceOwner(DEFINITIONS);
        databases.asSourceSuperuser(
                "DO $$ BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                        + " GRANT INSERT, UPDATE, DELETE, SELECT, TRUNCATE ON plain, parted, parted_low, parents, heirs, keyless TO clerk");
        try (Session session = databases.source().open("test")) {
            List<CapturedTable> captured = install(session);
            String asClerk = "SET ROLE clerk; ";
            databases.asSourceSuperuser(asClerk + "INSERT INTO plain VALUES (1, 'red'); INSERT INTO parted VALUES (1);"
                    + " INSERT INTO heirs VALUES (1); INSERT INTO keyless VALUES (1); INSERT INTO parents VALUES (2);"
                    + EVERYTHING_ELSE);
            for (CapturedTable table : captured) {
                assertThat(session.number("SELECT count(*) FROM " + table.log() + " WHERE emptied IS NULL"))
                        .as(table.table().label())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void row_triggers_take_no_transaction_ids_of_their_own() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_ids");
        databases.asSourceOwner(DEFINITIONS);
        try (Session session = databases.source().open("test")) {
            install(session);
            String next = "SELECT pg_current_xact_id()::text::bigint";
            long before = session.number(next);
            session.execute("INSERT INTO public.parted SELECT i FROM generate_series(1, 2000) i");
            assertThat(session.number(next) - before).isLessThan(1000);
        }
    }

    @Test
    void rows_that_a_merge_changes_are_written_down() {
        TwoDatabases databases = TwoDatabases.fresh("captured_merge");
        databases.asTargetOwner(DEFINITIONS + "INSERT INTO plain VALUES (1, 'red', 'a'), (2, 'red', 'b');"
                + " INSERT INTO parted VALUES (1), (2); INSERT INTO heirs VALUES (1), (2);"
                + " INSERT INTO keyless VALUES (1), (2)");
        // Of major 17: those before 15 know no MERGE.
        try (Session session = databases.target().open("test")) {
            List<CapturedTable> captured = install(session);
            for (CapturedTable table : captured) {
                session.execute("MERGE INTO " + table.table().quoted()
                        + " AS t USING (VALUES (1), (2), (3)) AS given (id) ON t.id = given.id"
                        + " WHEN MATCHED AND given.id = 1 THEN UPDATE SET word = 'merged' WHEN MATCHED THEN DELETE"
                        + " WHEN NOT MATCHED THEN INSERT (id, colour) VALUES (given.id, 'blue')");
            }
            // Of parents: its heirs' rows, which are theirs, and one of its own.
            assertThat(captured)
                    .extracting(table -> table.table().label() + " "
                            + session.number("SELECT count(*) FROM (" + table.changedKeys("1:1:") + ") AS changed"))
                    .containsExactly("heirs 3", "keyless 4", "parents 1", "parted 3", "plain 3");
        }
    }

    @Test
    void a_vacuum_does_not_shorten_a_log_for_which_it_would_lock_writers_out() {
        TwoDatabases databases = TwoDatabases.fresh("captured_vacuumed");
        databases.asSourceOwner(DEFINITIONS);
        try (Session session = databases.source().open("test")) {
            CapturedTable plain = of(install(session), "plain");
            session.execute("INSERT INTO public.plain SELECT i, 'red' FROM generate_series(1, 20000) i");
            new LogPurge(List.of(plain)).run(session, "4000000000:4000000000:", Duration.ofMinutes(1));
            session.execute("VACUUM " + plain.log());
            assertThat(session.number("SELECT count(*) FROM " + plain.log())).isZero();
            assertThat(session.number("SELECT pg_relation_size('" + plain.log() + "')"))
                    .isPositive();
        }
    }

    @Test
    void a_type_of_the_app_is_not_held_by_a_log() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_type");
        databases.asSourceOwner(DEFINITIONS);
        try (Session session = databases.source().open("test");
                Connection app = connect(databases.sourceAddress())) {
            install(session);
            write(app, "plain", "id", "1");
            for (String table : List.of("plain", "parted", "parents", "keyless")) {
                execute(app, "ALTER TABLE " + table + " ALTER COLUMN colour TYPE text");
            }
            execute(app, "DROP TYPE colour");
            execute(app, "INSERT INTO plain VALUES (8, 'green')");
        }
    }

    @Test
    void a_partitioned_table_becomes_part_of_another_one() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_attached");
        databases.asSourceOwner("CREATE TABLE whole (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                + " CREATE TABLE half (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                + " CREATE TABLE quarter PARTITION OF half FOR VALUES FROM (1) TO (10);"
                + " CREATE TABLE captured (id int PRIMARY KEY)");
        try (Session session = databases.source().open("test");
                Connection app = connect(databases.sourceAddress())) {
            install(session);
            // The server has no partition with such triggers as an ordinary table's capture has.
            assertThatThrownBy(() ->
                            execute(app, "ALTER TABLE whole ATTACH PARTITION captured FOR VALUES FROM (90) TO (99)"))
                    .hasMessageContaining("dynolift_capture_");
            execute(
                    app,
                    "CREATE TABLE single (id int PRIMARY KEY);"
                            + " ALTER TABLE whole ATTACH PARTITION half FOR VALUES FROM (1) TO (10);"
                            + " ALTER TABLE whole ATTACH PARTITION single FOR VALUES FROM (10) TO (20);"
                            + " CREATE TABLE further PARTITION OF whole FOR VALUES FROM (20) TO (30)");
            execute(app, "INSERT INTO whole VALUES (1), (11), (21)");
            CapturedTable whole = of(
                    CatalogReader.read(session).tables().stream()
                            .map(CapturedTable::new)
                            .toList(),
                    "whole");
            assertThat(session.number("SELECT count(*) FROM " + whole.log())).isEqualTo(3);
            assertThat(Capture.install(session, whole)).isFalse();
            execute(app, "TRUNCATE further; TRUNCATE quarter; TRUNCATE single");
            assertThat(session.query(
                            "SELECT emptied::regclass::text FROM " + whole.log()
                                    + " WHERE emptied IS NOT NULL ORDER BY 1",
                            row -> row.getString(1)))
                    .containsExactly("public.further", "public.quarter", "public.single");
            execute(app, "ALTER TABLE whole DETACH PARTITION single");
            for (CapturedTable table : CatalogReader.read(session).tables().stream()
                    .map(CapturedTable::new)
                    .toList()) {
                assertThat(Capture.install(session, table))
                        .as(table.table().label())
                        .isEqualTo(table.table().label().equals("single"));
            }
            execute(app, "INSERT INTO single VALUES (12)");
        }
    }

    @Test
    void a_row_without_a_key_that_would_be_too_long_as_text_is_marked() throws SQLException {
        TwoDatabases databases = TwoDatabases.fresh("captured_large");
        databases.asSourceOwner(
                "CREATE TABLE files (body bytea, word text); ALTER TABLE files ALTER body SET STORAGE EXTERNAL;"
                        + "CREATE TABLE parted (body bytea, id int) PARTITION BY LIST (id); CREATE TABLE parted_all PARTITION OF parted DEFAULT;"
                        + "ALTER TABLE parted_all ALTER body SET STORAGE EXTERNAL");
        try (Session session = databases.source().open("test");
                Connection app = connect(databases.sourceAddress())) {
            List<CapturedTable> captured = install(session);
            execute(
                    app,
                    "INSERT INTO files VALUES (convert_to(repeat('x', 3000000), 'UTF8')), ('small');"
                            + " INSERT INTO parted VALUES (convert_to(repeat('x', 3000000), 'UTF8'), 1), ('small', 2)");
            for (CapturedTable table : captured) {
                assertThat(unknown(session, table)).isEqualTo(1);
                assertThat(session.number("SELECT count(*) FROM " + table.log()))
                        .isEqualTo(2);
            }
        }
    }

    private static List<CapturedTable> install(Session session) {
        Control.install(session);
        List<CapturedTable> captured = CatalogReader.read(session).tables().stream()
                .map(CapturedTable::new)
                .toList();
        captured.forEach(table -> Capture.install(session, table));
        return captured;
    }

    private static CapturedTable of(List<CapturedTable> captured, String label) {
        return captured.stream()
                .filter(table -> table.table().label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static long unknown(Session session, CapturedTable table) {
        return session.number("SELECT count(*) FROM " + table.log() + " WHERE " + table.keyUnknown());
    }

    /** Each kind of write, twice as many rows as one. */
    private static void write(Connection connection, String table, String column, String value) throws SQLException {
        boolean keyed = table.equals("plain");
        execute(
                connection,
                "INSERT INTO " + table + " (" + column + (keyed ? ", colour" : "") + ") VALUES (" + value
                        + (keyed ? ", 'red'" : "") + ")");
        execute(connection, "UPDATE " + table + " SET word = 'changed'");
        execute(connection, "DELETE FROM " + table);
    }

    private static Connection connect(ServerAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
