package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.cli.Main;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.launcher.LaunchedJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nasty case 39: values larger than the program's whole heap. The program is the real one, in a JVM of its own. The sizes
 * of {@code make large-test} are those that PostgreSQL allows at most.
 */
class SmallHeapTest {

    private static final String NOISE = "CREATE FUNCTION pg_temp.noise(megabytes int) RETURNS bytea LANGUAGE sql AS $$"
            + " SELECT string_agg(part, ''::bytea) FROM (SELECT string_agg(sha512((g || 'x')::bytea), ''::bytea) AS part"
            + " FROM generate_series(1, 16384) g) one, generate_series(1, megabytes) $$; ";

    @Test
    void rows_of_40_megabytes_are_copied_and_compared_in_a_heap_of_64() throws Exception {
        TwoDatabases databases = TwoDatabases.fresh("small_heap");
        databases.asSourceOwner(NOISE + "CREATE TABLE files (id int PRIMARY KEY, body bytea NOT NULL, more text);"
                + " INSERT INTO files SELECT g, pg_temp.noise(40), 'small' FROM generate_series(1, 2) g;"
                + " CREATE TABLE documents (body jsonb);"
                + " INSERT INTO documents SELECT jsonb_build_object('a', repeat('ä\"\\', 12000000))"
                + "   FROM generate_series(1, 2);"
                // As large as a row can be that still goes with others.
                + " CREATE TABLE pages (id int PRIMARY KEY, body bytea);"
                + " INSERT INTO pages SELECT g, substring(pg_temp.noise(8) FROM 100) FROM generate_series(1, 4) g;"
                + " SELECT lo_from_bytea(1000, pg_temp.noise(80))");

        copyInHeapOf("64m", databases);

        String rows = "SELECT string_agg(hash, ' ' ORDER BY hash) FROM ("
                + " SELECT id || more || encode(sha256(body), 'hex') AS hash FROM files"
                + " UNION ALL SELECT id || encode(sha256(body), 'hex') FROM pages"
                + " UNION ALL SELECT encode(sha256(convert_to(body::text, 'UTF8')), 'hex') FROM documents"
                + " UNION ALL SELECT encode(sha256(lo_get(1000)), 'hex')) AS hashes";
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
    }

    @Test
    @Tag("large")
    void values_near_the_limit_of_1_gigabyte_are_copied_and_compared_in_a_heap_of_256() throws Exception {
        TwoDatabases databases = TwoDatabases.fresh("largest_values");
        databases.asSourceOwner(NOISE + "CREATE TABLE files (id int PRIMARY KEY, body bytea NOT NULL);"
                + " ALTER TABLE files ALTER body SET STORAGE EXTERNAL;"
                + " INSERT INTO files VALUES (1, pg_temp.noise(900)), (2, pg_temp.noise(500));"
                + " CREATE TABLE documents (id int PRIMARY KEY, body jsonb, more text);"
                // A jsonb can hold 256 MB, which may be twice as long as text.
                + " INSERT INTO documents VALUES (1, jsonb_build_object('a', repeat(E'\\x01', 83000000)), NULL),"
                + "   (2, NULL, repeat('ünï', 100000000))");

        copyInHeapOf("256m", databases);

        String rows = "SELECT string_agg(hash, ' ' ORDER BY hash) FROM ("
                + " SELECT id || encode(sha256(body), 'hex') AS hash FROM files"
                + " UNION ALL SELECT id || encode(sha256(convert_to(coalesce(body::text, more), 'UTF8')), 'hex')"
                + " FROM documents) AS hashes";
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
    }

    @Test
    @Tag("large")
    void value_whose_text_is_longer_than_1_gigabyte_is_told_before_the_copy() {
        TwoDatabases databases = TwoDatabases.fresh("unmovable");
        databases.asSourceOwner(
                "CREATE TABLE documents (id int PRIMARY KEY, body jsonb);"
                        // Each of these characters is six as text.
                        + " INSERT INTO documents VALUES (1, '{}'), (4711, jsonb_build_object('a', repeat(E'\\x01', 200000000)))");

        assertThatThrownBy(() -> new CloneMove(
                                databases.source(),
                                databases.targetOfMaster(),
                                Method.SNAPSHOT,
                                true,
                                EngineSettings.defaults(),
                                EventListener.NONE)
                        .run())
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                    assertThat(e.getMessage()).contains("documents.body of row (4711)");
                });
    }

    private static void copyInHeapOf(String heap, TwoDatabases databases) throws IOException, InterruptedException {
        List<String> command = LaunchedJava.of(Main.class, "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError");
        command.addAll(List.of("data", "copy", "--yes"));
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = program.environment();
        environment.put("DYNOLIFT_SOURCE_URL", databases.sourceAddress().toUri().reveal());
        environment.put("DYNOLIFT_TARGET_URL", databases.targetAddress().toUri().reveal());
        Process process = program.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
