package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Table;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each type's nastiest values (cases 37, 38, 40, 42) between two majors, compared in SQL of the test's own. */
class EveryValueTest {

    /** Types whose binary form holds numbers of types, which are others there. */
    private static final Set<String> NUMBERED =
            Set.of("v_mood_array", "v_moods", "v_citext_array", "v_mixed_pair", "v_plain_pair_array");

    private static final Set<String> WITHOUT_BINARY_FORM = Set.of("v_aclitem", "v_isbn", "v_seg");

    private static TwoDatabases databases;
    private static List<Table> tables;

    @BeforeAll
    static void copy() {
        databases = TwoDatabases.fresh("every_value");
        databases.asSourceOwner(SqlFile.of(EveryValueTest.class, "values.sql").text());
        try (Session source = databases.source().open("test")) {
            tables = CatalogReader.read(source).tables();
        }
        SnapshotCopy.run(databases);
    }

    @Test
    void every_value_of_every_type_arrives_bit_for_bit() {
        assertThat(tables).hasSizeGreaterThan(80);
        for (Table table : tables) {
            // Since 16 bytes beyond ASCII are written otherwise.
            String text = table.name().equals("v_char") ? "v::int4::text" : "v::text";
            String query = "SELECT string_agg(concat_ws('|', id, coalesce(" + text + ", 'no value'), " + bytes(table)
                    + "), E'\\n' ORDER BY id) FROM " + table.quoted();
            assertThat(databases.onTarget(query)).as(table.name()).isEqualTo(databases.onSource(query));
        }
    }

    @Test
    void types_travel_in_binary_form_unless_there_is_a_reason() {
        Set<String> asText = tables.stream()
                .filter(table -> table.copyFormat() == CopyFormat.TEXT)
                .map(Table::name)
                .collect(Collectors.toSet());
        assertThat(asText).containsExactlyInAnyOrderElementsOf(expectedAsText());
    }

    private static Set<String> expectedAsText() {
        Set<String> names = new TreeSet<>(NUMBERED);
        names.addAll(WITHOUT_BINARY_FORM);
        names.addAll(Set.of("v_xml", "v_tsquery", "v_int2vector", "v_oidvector"));
        tables.stream()
                .map(Table::name)
                .filter(name -> name.startsWith("v_reg"))
                .forEach(names::add);
        return names;
    }

    /** The bytes that the type's own function sends, where they mean the same on both sides. */
    private static String bytes(Table table) {
        if (NUMBERED.contains(table.name())
                || WITHOUT_BINARY_FORM.contains(table.name())
                || table.name().startsWith("v_reg")) {
            return "''";
        }
        if (table.name().equals("v_refcursor")) {
            return "textsend(v::text)";
        }
        String send = databases.onSource("SELECT t.typsend FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
                + " WHERE a.attrelid = '" + table.quoted() + "'::regclass AND a.attname = 'v'");
        return "encode(" + send + "(v), 'hex')";
    }
}
