package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Somebody changes a row on the target by hand, behind everybody's back. */
class TamperedTargetTest {

    @TempDir
    Path temporary;

    @Test
    void the_row_is_found_and_named() throws Exception {
        try (RehearsalOf crema = RehearsalOf.crema(temporary, "0.1")) {
            Program.Running run = crema.start("--json", "--keep");
            Servers servers = Servers.await(run);
            Await.until("indexes are built", run, () -> phase(servers).matches("INDEXES|LIVE"));
            // Of a table that the traffic leaves alone: no round mends it.
            String key = Servers.query(
                    servers.master(),
                    "SET session_replication_role = replica; UPDATE public.active_storage_blobs SET filename ="
                            + " 'changed by hand' WHERE id = (SELECT max(id) FROM public.active_storage_blobs)"
                            + " RETURNING id");
            assertThat(key).matches("\\d+");

            Program.Result result = run.await(Duration.ofMinutes(10));
            assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
            JsonNode json = RehearsalOf.json(result);
            assertThat(json.get("rowsDiffering").asLong()).isEqualTo(1);
            assertThat(json.get("proved").asBoolean()).isFalse();
            assertThat(json.get("differences")).hasSize(1).first().satisfies(difference -> {
                assertThat(difference.get("table").asString()).contains("active_storage_blobs");
                assertThat(difference.get("key").asString()).contains(key);
            });
            assertThat(result.err())
                    .contains("active_storage_blobs")
                    .contains(key)
                    .doesNotContain("\tat ");
            assertThat(crema.workspace().resolve("report.html")).content().contains("active_storage_blobs");
        }
        LeftBehind.awaitNone(temporary.toRealPath());
    }

    private static String phase(Servers servers) throws Exception {
        return Servers.psql(servers.master(), "SELECT phase FROM dynolift.progress WHERE direction = 'forward'")
                .out()
                .strip();
    }
}
