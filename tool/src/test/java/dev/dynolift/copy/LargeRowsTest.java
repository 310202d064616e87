package dev.dynolift.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that no stream can carry in a small heap. */
class LargeRowsTest {

    private static final String DEFINITIONS = "CREATE TYPE kind AS ENUM ('a', 'b'); CREATE DOMAIN document AS jsonb;"
            + " CREATE TABLE files (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
            + "   body bytea NOT NULL CHECK (octet_length(body) >= 0), kind kind, kinds kind[],"
            + "   size bigint GENERATED ALWAYS AS (octet_length(body)) STORED);"
            + " CREATE TABLE documents (name varchar(20), body document, more text, words text[]);"
            + " CREATE TABLE events (id int, body bytea, plan xml) PARTITION BY RANGE (id);"
            + " CREATE TABLE \"events Of 1\" PARTITION OF events FOR VALUES FROM (0) TO (10);"
            + " CREATE TABLE events_rest PARTITION OF events DEFAULT;";

    /** Bytes without a pattern, so that they do not shrink; and some that shrink a lot. */
    private static final String FILL = "CREATE FUNCTION pg_temp.noise(megabytes int) RETURNS bytea LANGUAGE sql AS $$"
            + " SELECT string_agg(sha512((g || 'x')::bytea), ''::bytea) FROM generate_series(1, megabytes * 16384) g $$;"
            + " INSERT INTO files (name, body, kind, kinds) VALUES ('small', '\\x00ff', 'a', '{b}'),"
            + "   ('large', pg_temp.noise(40), 'b', '{a,NULL}'), ('shrinks', decode(repeat('00ff', 20000000), 'hex'),"
            + "   NULL, NULL), ('empty', '', NULL, NULL), ('odd', pg_temp.noise(9) || '\\x01', NULL, NULL);"
            + " INSERT INTO documents VALUES ('twice', jsonb_build_object('a', repeat('ä\"\\', 4000000), 'b', 1.00),"
            + "   repeat(E'\\t\\n\\\\', 5000000), NULL),"
            + "   ('twice', jsonb_build_object('a', repeat('ä\"\\', 4000000), 'b', 1.00), repeat(E'\\t\\n\\\\', 5000000),"
            + "   NULL), ('small', '{\"b\": 1}', '', '{}'), (NULL, NULL, NULL,"
            + "   array_fill('ünï, \"quoted\"'::text, ARRAY[600000], ARRAY[-5]));"
            + " INSERT INTO events SELECT g, pg_temp.noise(10), '<?xml version=\"1.0\" encoding=\"latin1\"?><a/>'"
            + "   FROM generate_series(8, 11) g";

    @Test
    void rows_too_large_for_a_stream_arrive_in_slices_each_exactly_once() {
        TwoDatabases databases = TwoDatabases.fresh("large_rows");
        databases.asSourceOwner(DEFINITIONS + FILL);
        databases.asTargetOwner(DEFINITIONS);

        Catalog catalog = copy(databases);
        assertEqual(databases, catalog);
        assertThat(databases.onTarget("SELECT count(*) FROM dynolift.large_row"))
                .isEqualTo("10");

        // Done chunks and rows are not repeated.
        copyAgain(databases, catalog);
        assertEqual(databases, catalog);
    }

    static void assertEqual(TwoDatabases databases, Catalog catalog) {
        for (Table table : catalog.tables()) {
            for (String column : table.columns().stream().map(c -> c.name()).toList()) {
                String value = "\"" + column + "\"";
                String text = databases
                                .onSource("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '"
                                        + table.quoted() + "'::regclass AND attname = '" + column + "'")
                                .equals("bytea")
                        ? value
                        : "convert_to(" + value + "::text, 'UTF8')";
                String query = "SELECT count(*) || string_agg(hash, ' ' ORDER BY hash) FROM (SELECT"
                        + " coalesce(encode(sha256(" + text + "), 'hex'), 'no value') AS hash FROM " + table.quoted()
                        + ") AS hashes";
                assertThat(databases.onTarget(query))
                        .as(table.name() + "." + column)
                        .isEqualTo(databases.onSource(query));
            }
        }
    }

    static Catalog copy(TwoDatabases databases) {
        Catalog catalog;
        try (Session target = databases.target().open("test");
                Session source = databases.source().open("test")) {
            catalog = CatalogReader.read(source);
            ProgressStore.install(target);
            Transactions.run(target, () -> ChunkPlan.keep(target, catalog, ChunkPlan.REPEATABLE));
        }
        copyAgain(databases, catalog);
        return catalog;
    }

    static void copyAgain(TwoDatabases databases, Catalog catalog) {
        try (Moment moment = Moment.hold(databases.source())) {
            new CopyFlow(
                            moment,
                            databases.target(),
                            catalog,
                            EngineSettings.defaults(),
                            EventListener.NONE,
                            table -> List.of())
                    .run(false);
        }
    }
}
