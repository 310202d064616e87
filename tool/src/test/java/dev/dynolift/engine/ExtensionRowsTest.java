package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.verify.ObjectComparison.ObjectDifference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the app keeps in tables of an extension, as reference systems in PostGIS' spatial_ref_sys. */
class ExtensionRowsTest {

    /** Makes the one extension that both sides have keep such tables: {@code systems}, and the sequence beside it. */
    private static final String EXTENSION =
            "CREATE TABLE systems (id serial PRIMARY KEY, name text, own bool, %s upper_name text GENERATED ALWAYS AS"
                    + " (upper(name)) STORED); INSERT INTO systems (name, own) VALUES ('shipped', false);"
                    + " ALTER EXTENSION plpgsql ADD TABLE systems; ALTER EXTENSION plpgsql ADD SEQUENCE systems_id_seq;"
                    + " SET allow_system_table_mods = on; UPDATE pg_extension SET"
                    + " extconfig = ARRAY['systems'::regclass::oid, 'systems_id_seq'::regclass::oid],"
                    + " extcondition = ARRAY['WHERE own', ''] WHERE extname = 'plpgsql';";

    private static final String ROWS = "SELECT string_agg(id || name || own, ' ' ORDER BY id) FROM systems";

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Test
    void rows_and_the_sequence_go_over_and_the_extension_s_own_rows_stay() {
        TwoDatabases databases = databases("extension_carried", "", "");
        databases.asTargetSuperuser("GRANT ALL ON systems, systems_id_seq TO PUBLIC;"
                + " INSERT INTO systems VALUES (77, 'of an earlier run', true)");

        copy(databases);

        assertThat(warnings).noneMatch(warning -> warning.contains("systems"));
        assertThat(databases.onTarget(ROWS)).isEqualTo("1shippedfalse 2minetrue 3mine, tootrue");
        assertThat(differences(databases)).isEmpty();
        databases.asTargetSuperuser("UPDATE systems SET name = 'changed' WHERE id = 3");
        assertThat(differences(databases)).singleElement().satisfies(difference -> assertThat(difference.what())
                .contains("has 1 of the app's rows not at all, or otherwise"));
        assertThat(databases.onTarget("SELECT nextval('systems_id_seq')")).isEqualTo("4");
    }

    @Test
    void rows_that_the_role_may_not_write_are_told_with_the_command() {
        TwoDatabases databases = databases("extension_forbidden", "", "");
        databases.asTargetSuperuser("GRANT SELECT ON systems, systems_id_seq TO PUBLIC");

        copy(databases);

        assertThat(warnings).anySatisfy(warning -> assertThat(warning)
                .contains("public.systems", "permission denied")
                .contains("COPY (SELECT id, name, own FROM public.systems WHERE own) TO STDOUT"));
        assertThat(databases.onTarget(ROWS)).isEqualTo("1shippedfalse");
        assertThat(differences(databases)).singleElement().satisfies(difference -> {
            assertThat(difference.isOfExtensionRows()).isTrue();
            assertThat(difference.what())
                    .contains("has 2 of the app's rows not at all", "COPY (SELECT id, name, own FROM");
        });
    }

    @Test
    void row_that_a_newer_extension_ships_in_another_form_is_told() {
        TwoDatabases databases = databases("extension_newer", "", "more int DEFAULT 1,");
        databases.asTargetSuperuser("GRANT ALL ON systems, systems_id_seq TO PUBLIC;"
                + " INSERT INTO systems (name, own) VALUES ('mine, now shipped', false)");

        copy(databases);

        assertThat(warnings).anySatisfy(warning -> assertThat(warning).contains("1 of its rows"));
        assertThat(databases.onTarget(ROWS)).isEqualTo("1shippedfalse 2mine, now shippedfalse 3mine, tootrue");
    }

    @Test
    void the_command_brings_what_is_missing_and_leaves_what_is_there() throws Exception {
        TwoDatabases databases = databases("extension_by_hand", "", "");
        databases.asTargetSuperuser(
                "GRANT ALL ON systems TO PUBLIC; INSERT INTO systems (id, name, own) VALUES (2, 'mine', true)");

        String told = rowsOfExtensions(databases).get(0).what();
        assertThat(told).contains("has 1 of the app's rows not at all");
        ProcessBuilder byHand = new ProcessBuilder("sh", "-c", told.substring(told.indexOf("psql ")));
        byHand.redirectErrorStream(true);
        byHand.environment()
                .put("DYNOLIFT_SOURCE_URL", databases.sourceAddress().toUri().reveal());
        byHand.environment()
                .put("DYNOLIFT_TARGET_URL", databases.targetAddress().toUri().reveal());
        Process process = byHand.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(answer).isZero();
        assertThat(databases.onTarget(ROWS)).isEqualTo("1shippedfalse 2minetrue 3mine, tootrue");
        assertThat(rowsOfExtensions(databases)).isEmpty();
    }

    private static List<ObjectDifference> rowsOfExtensions(TwoDatabases databases) {
        return differences(databases).stream()
                .filter(ObjectDifference::isOfExtensionRows)
                .toList();
    }

    private static List<ObjectDifference> differences(TwoDatabases databases) {
        try (Verification verification = Verification.begin(
                databases.source(), databases.targetOfMaster(), TableSelection.ALL, false, 2, EventListener.NONE)) {
            return verification.compare().objects().differences();
        }
    }

    private static TwoDatabases databases(String name, String sourceColumn, String targetColumn) {
        TwoDatabases databases = TwoDatabases.fresh(name);
        databases.asSourceOwner("CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1)");
        databases.asSourceSuperuser(EXTENSION.formatted(sourceColumn)
                + " GRANT SELECT ON systems, systems_id_seq TO PUBLIC;"
                + " INSERT INTO systems (name, own) VALUES ('mine', true), ('mine, too', true)");
        databases.asTargetSuperuser(EXTENSION.formatted(targetColumn));
        return databases;
    }

    private void copy(TwoDatabases databases) {
        SnapshotCopy.run(databases, event -> {
            if (event instanceof Event.Note note && note.level() == Event.Level.WARNING) {
                warnings.add(note.text());
            }
        });
    }
}
