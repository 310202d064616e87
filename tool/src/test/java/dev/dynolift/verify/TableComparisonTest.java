package dev.dynolift.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableComparisonTest {

    private static final String TABLES = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text, price numeric, weight float8, at timestamptz,
                                twice bigint GENERATED ALWAYS AS (id * 2) STORED);
            INSERT INTO users SELECT i, 'user ' || i, i / 100.0, i, 'epoch' FROM generate_series(1, 3000) i;
            CREATE TABLE visits (page text, seconds int);
            INSERT INTO visits SELECT '/' || i % 10, i % 7 FROM generate_series(1, 5000) i;
            CREATE TABLE events (id bigint, day date, note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
            CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
            CREATE TABLE events_new PARTITION OF events DEFAULT;
            INSERT INTO events SELECT i, '2019-12-01'::date + i % 60, 'n' || i FROM generate_series(1, 2000) i;
            CREATE TABLE parent (id int PRIMARY KEY, a text);
            CREATE TABLE child (b text, PRIMARY KEY (id)) INHERITS (parent);
            INSERT INTO parent VALUES (1, 'x');
            INSERT INTO child VALUES (2, 'y', 'z');
            CREATE TABLE nothing (id int PRIMARY KEY);
            CREATE TABLE bare ();
            INSERT INTO bare DEFAULT VALUES;
            """;

    @Test
    void equal_databases_are_equal_whatever_the_order_of_their_rows() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_equal");
        databases.onBoth(TABLES);
        databases.onTarget("CREATE TABLE turned AS SELECT * FROM visits ORDER BY random(); TRUNCATE visits;"
                + " INSERT INTO visits SELECT * FROM turned; DROP TABLE turned; UPDATE users SET name = name");

        TableComparison.Outcome outcome = databases.compare();

        assertThat(outcome.differences()).isEmpty();
        assertThat(outcome.equal()).isTrue();
        assertThat(outcome.rows()).isEqualTo(10_003);
        assertThat(outcome.tables())
                .extracting(TableComparison.TableOutcome::table)
                .containsExactly("bare", "child", "events", "nothing", "parent", "users", "visits");
    }

    @Test
    void rows_that_are_changed_missing_or_too_many_are_named() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_rows");
        databases.onBoth(TABLES);
        databases.onTarget("""
                UPDATE users SET name = 'other' WHERE id = 7;
                DELETE FROM users WHERE id = 3000;
                INSERT INTO users VALUES (9000, 'more');
                UPDATE events SET note = NULL WHERE id = 12;
                DELETE FROM events WHERE id = 40;
                UPDATE ONLY parent SET a = 'changed';
                UPDATE child SET b = 'changed';
                INSERT INTO nothing VALUES (1);
                INSERT INTO bare DEFAULT VALUES;
                """);

        assertThat(databases.differences())
                .containsExactly(
                        "bare row at ctid (0,2) of the target surplus",
                        "child (2) changed",
                        "events (12,2019-12-13) changed",
                        "events (40,2020-01-10) missing",
                        "nothing (1) surplus",
                        "parent (1) changed",
                        "users (3000) missing",
                        "users (7) changed",
                        "users (9000) surplus");
    }

    @Test
    void values_that_only_look_alike_are_told_apart() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_values");
        databases.onBoth(TABLES);
        databases.onTarget("""
                UPDATE users SET price = 1.0 WHERE id = 100;
                UPDATE users SET weight = '-0' WHERE id = 1;
                UPDATE users SET name = '' WHERE id = 2;
                UPDATE users SET at = '294276-12-31 23:59:59.999999+00' WHERE id = 3;
                """);
        databases.onSource("""
                UPDATE users SET weight = 0 WHERE id = 1;
                UPDATE users SET name = NULL WHERE id = 2;
                UPDATE users SET at = 'infinity' WHERE id = 3;
                """);

        assertThat(databases.differences())
                .containsExactly("users (1) changed", "users (100) changed", "users (2) changed", "users (3) changed");
    }

    @Test
    void values_that_two_rows_have_swapped_are_found() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_swapped");
        databases.onBoth(TABLES);
        databases.onTarget("UPDATE users SET name = 'user ' || 31 - id WHERE id IN (10, 21)");

        assertThat(databases.differences()).containsExactly("users (10) changed", "users (21) changed");
    }

    @Test
    void one_copy_more_of_a_row_without_a_key_is_found_and_two_that_are_missing_count_twice() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_bag");
        databases.onBoth(TABLES);
        databases.onTarget("INSERT INTO visits SELECT '/3', 3");
        databases.onSource("INSERT INTO visits VALUES ('/new', 1), ('/new', 1)");

        TableComparison.Outcome outcome = databases.compare();

        assertThat(outcome.differing()).isEqualTo(3);
        assertThat(outcome.differences())
                .extracting(Difference::kind)
                .containsExactlyInAnyOrder(Difference.Kind.SURPLUS, Difference.Kind.MISSING);
    }

    @Test
    void all_of_many_differences_are_counted_and_a_thousand_are_named() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_many");
        databases.onBoth("CREATE TABLE many (id int PRIMARY KEY, v int);"
                + " INSERT INTO many SELECT i, 1 FROM generate_series(1, 400000) i");
        databases.onTarget("UPDATE many SET v = 2 WHERE id % 2 = 0; DELETE FROM many WHERE id = 1");

        TableComparison.Outcome outcome = databases.compare();

        assertThat(outcome.differing()).isEqualTo(200_001);
        assertThat(outcome.differences()).hasSize(1000);
    }

    @Test
    void one_differing_row_of_a_large_table_is_found_in_its_bucket() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_bucket");
        databases.onBoth("CREATE TABLE many (id int PRIMARY KEY, v int);"
                + " INSERT INTO many SELECT i, 1 FROM generate_series(1, 400000) i");
        databases.onTarget("UPDATE many SET v = 2 WHERE id = 321654");

        assertThat(databases.differences()).containsExactly("many (321654) changed");
    }

    @Test
    void the_order_of_columns_does_not_matter_but_their_names_do() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_columns");
        databases.onSource("CREATE TABLE turned (id int PRIMARY KEY, a text, b text);"
                + " INSERT INTO turned VALUES (1, 'a', 'b'); CREATE TABLE narrow (id int, gone text);"
                + " CREATE TABLE lost (id int)");
        databases.onTarget("CREATE TABLE turned (b text, x int, id int PRIMARY KEY, a text);"
                + " ALTER TABLE turned DROP COLUMN x; INSERT INTO turned (id, a, b) VALUES (1, 'a', 'b');"
                + " CREATE TABLE narrow (id int, come text)");

        assertThat(databases.differences())
                .containsExactly(
                        "lost (the whole table) missing",
                        "narrow (column come) surplus",
                        "narrow (column gone) missing");
    }

    @Test
    void rows_whose_text_no_server_can_make_are_compared_value_by_value() {
        ComparedDatabases databases = ComparedDatabases.fresh("compare_large");
        databases.onBoth("CREATE TABLE files (id int PRIMARY KEY, content bytea);"
                + " INSERT INTO files VALUES (1, 'small'), (2, convert_to(repeat('x', 540000000), 'UTF8'))");
        databases.onTarget("UPDATE files SET content = convert_to(repeat('x', 539999999) || 'y', 'UTF8') WHERE id = 2");

        assertThat(databases.differences()).containsExactly("files (2) changed");
    }
}
