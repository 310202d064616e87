package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nasty case 41: text that is not UTF-8. */
class EncodedTextTest {

    /** Each byte that can stand in a text, also as part of what COPY escapes, in json and as a key. */
    private static final String EVERY_BYTE = "CREATE TABLE bytes (id text PRIMARY KEY, v text, j json, a text[]);"
            + " INSERT INTO bytes SELECT convert_from(set_byte('x', 0, b), getdatabaseencoding()),"
            + "   convert_from(set_byte('\\\\.', 1, b), getdatabaseencoding()),"
            + "   to_json(convert_from(set_byte('x', 0, b), getdatabaseencoding())),"
            + "   ARRAY[convert_from(set_byte('x', 0, b), getdatabaseencoding())] FROM generate_series(1, 255) b";

    private static final String BYTES = "SELECT count(*) || string_agg(encode(convert_to("
            + "concat_ws(' ', id, v, j, a[1]), getdatabaseencoding()), 'hex'), ' ' ORDER BY id COLLATE \"C\") FROM bytes";

    @Test
    void bytes_that_mean_nothing_arrive_as_they_are_where_neither_side_has_an_encoding() {
        TwoDatabases databases = TwoDatabases.freshIn("SQL_ASCII", "without_encoding");
        databases.asSourceOwner(EVERY_BYTE);

        SnapshotCopy.run(databases);

        assertThat(databases.onTarget(BYTES)).startsWith("255").isEqualTo(databases.onSource(BYTES));
    }

    @Test
    void every_letter_of_latin_1_arrives() {
        TwoDatabases databases = TwoDatabases.freshIn("LATIN1", "latin_1");
        databases.asSourceOwner(EVERY_BYTE);

        SnapshotCopy.run(databases);

        assertThat(databases.onTarget(BYTES)).startsWith("255").isEqualTo(databases.onSource(BYTES));
    }

    @Test
    void bytes_that_mean_nothing_are_told_with_table_and_key_where_the_target_takes_utf_8() {
        TwoDatabases databases = TwoDatabases.freshIn("SQL_ASCII", "bad_bytes");
        databases.asSourceOwner("CREATE TABLE notes (id int PRIMARY KEY, body text);"
                + " INSERT INTO notes VALUES (1, 'good'), (4711, convert_from('\\x62fc', 'SQL_ASCII'))");
        databases.asTargetInUtf8();

        assertThatThrownBy(() -> SnapshotCopy.run(databases)).isInstanceOfSatisfying(DynoliftException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.GATE);
            assertThat(e.getMessage()).contains("notes has text that is not UTF-8: row (4711) in body");
        });
    }

    @Test
    void statements_are_ascii_so_that_databases_of_every_encoding_take_them() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../engine/src/main/resources"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).isASCII());
        }
    }
}
