package dev.dynolift.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.postgres.Session;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectComparisonTest {

    private static final String OBJECTS = """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TYPE pair AS (a int, b text);
            CREATE TYPE span AS RANGE (subtype = float8);
            CREATE TABLE authors (id bigserial PRIMARY KEY, name text NOT NULL DEFAULT 'x', mood mood, p positive);
            CREATE TABLE books (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, author bigint REFERENCES authors,
                                title text, tags text[], price numeric CHECK (price > 0), CONSTRAINT one UNIQUE (title));
            CREATE INDEX books_tags ON books USING gin (tags);
            CREATE INDEX books_lower ON books (lower(title)) WHERE price > 1;
            CREATE TABLE sales (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
            CREATE TABLE sales_1 PARTITION OF sales FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
            CREATE VIEW cheap AS SELECT b.title FROM books b WHERE b.price < 5;
            CREATE MATERIALIZED VIEW totals AS SELECT b.author, count(*) FROM books b GROUP BY b.author;
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a + b';
            CREATE TRIGGER stamped BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION stamp();
            CREATE TRIGGER counted AFTER INSERT ON sales FOR EACH ROW EXECUTE FUNCTION stamp();
            CREATE RULE quiet AS ON DELETE TO authors DO INSTEAD NOTHING;
            CREATE POLICY own ON books USING (author = 1);
            ALTER TABLE books ENABLE ROW LEVEL SECURITY;
            CREATE SEQUENCE loose;
            CREATE STATISTICS together ON author, title FROM books;
            COMMENT ON TABLE books IS 'all of them';
            COMMENT ON COLUMN books.title IS 'as printed';
            """;

    @Test
    void what_majors_print_differently_is_no_difference() {
        ComparedDatabases databases = ComparedDatabases.fresh("objects_equal");
        databases.onBoth(OBJECTS);

        ObjectComparison.Outcome outcome = compare(databases);

        assertThat(outcome.differences()).isEmpty();
        assertThat(outcome.counts())
                .contains(
                        new ObjectComparison.KindCount("foreign key", 1, 1),
                        new ObjectComparison.KindCount("index", 7, 7),
                        new ObjectComparison.KindCount("sequence", 3, 3));
    }

    @Test
    void what_is_missing_too_much_or_otherwise_is_named() {
        ComparedDatabases databases = ComparedDatabases.fresh("objects_differ");
        databases.onBoth(OBJECTS);
        databases.onTarget("""
                ALTER TABLE books DROP CONSTRAINT books_author_fkey;
                ALTER TABLE books ADD CONSTRAINT books_author_fkey FOREIGN KEY (author) REFERENCES authors NOT VALID;
                ALTER TABLE books DROP CONSTRAINT books_price_check;
                DROP TRIGGER stamped ON books;
                ALTER TABLE sales DISABLE TRIGGER counted;
                DROP VIEW cheap;
                CREATE VIEW dear AS SELECT 1 AS a;
                ALTER TABLE authors ALTER name DROP NOT NULL;
                ALTER TYPE mood ADD VALUE 'great';
                CREATE OR REPLACE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a - b';
                COMMENT ON TABLE books IS NULL;
                """);
        databases.onSource("SELECT nextval('loose'), nextval('loose'); SELECT setval('authors_id_seq', 40)");
        databases.onTarget("SELECT nextval('loose'), nextval('loose')");

        assertThat(compare(databases).differences())
                .extracting(difference -> difference.kind() + " " + difference.name() + " " + difference.what())
                .containsExactly(
                        "check constraint public.books books_price_check is missing at the target",
                        "comment public.books is missing at the target",
                        "enum public.mood source: 'sad', 'ok', target: 'sad', 'ok', 'great'",
                        "foreign key public.books books_author_fkey source: validated, target: not validated",
                        "function public.add(a integer, b integer) source: body 87db1411f20592cf00dfe9e34b4ade3d,"
                                + " target: body c90d3a90c911c3cb296aeedbeaf2251e",
                        "table public.authors source: column name text not null default, target: column name text default",
                        "trigger public.books stamped is missing at the target",
                        "trigger public.sales counted source: enabled, target: disabled",
                        "view public.cheap is missing at the target",
                        "view public.dear exists at the target only",
                        "sequence public.authors_id_seq stands at 1, not given out at the target; should be 40");
    }

    @Test
    void an_index_that_is_not_valid_is_named() {
        ComparedDatabases databases = ComparedDatabases.fresh("objects_invalid");
        databases.onBoth("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
        databases.onSource("CREATE UNIQUE INDEX t_a ON t (a)");
        databases.onTarget("INSERT INTO t VALUES (1)");
        try (Session session = databases.target().open("test")) {
            session.execute("CREATE UNIQUE INDEX CONCURRENTLY t_a ON public.t (a)");
        } catch (RuntimeException expected) {
            assertThat(expected).hasMessageContaining("could not create unique index");
        }

        assertThat(compare(databases).differences())
                .containsExactly(new ObjectComparison.ObjectDifference(
                        "index", "public.t_a", "source: valid, target: not valid; not ready"));
    }

    @Test
    void what_belongs_to_one_table_can_be_compared_alone() {
        ComparedDatabases databases = ComparedDatabases.fresh("objects_of_table");
        databases.onBoth(OBJECTS);
        databases.onTarget("DROP INDEX books_tags; DROP TABLE sales");
        try (Session source = databases.source().open("test");
                Session target = databases.target().open("test")) {
            assertThat(ObjectComparison.compareTables(
                                    source, target, Set.of("\"public\".\"books\""), Set.of(), List.of())
                            .differences())
                    .containsExactly(new ObjectComparison.ObjectDifference(
                            "index", "public.books_tags", "is missing at the target"));
        }
    }

    private static ObjectComparison.Outcome compare(ComparedDatabases databases) {
        try (Session source = databases.source().open("test");
                Session target = databases.target().open("test")) {
            return ObjectComparison.compare(source, CatalogReader.read(source), target);
        }
    }
}
