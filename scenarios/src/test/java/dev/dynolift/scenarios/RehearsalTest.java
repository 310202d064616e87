package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Somebody rehearses the example, and does not take its word for it. */
class RehearsalTest {

    /** Each table's name, count and digest: plain SQL, nothing of ours. */
    private static final String DIGEST_OF_EACH_TABLE = """
            SET timezone = 'UTC';
            SET extra_float_digits = 3;
            SELECT format('SELECT %L, count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C")) FROM %s t',
                          c.oid::regclass, c.oid::regclass)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND n.nspname NOT IN ('dynolift', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
            ORDER BY c.oid::regclass::text COLLATE "C"
            \\gexec
            """;

    @TempDir
    Path temporary;

    @Test
    void a_rehearsal_proves_itself_and_plain_sql_agrees() throws Exception {
        try (RehearsalOf crema = RehearsalOf.crema(temporary, "0.1")) {
            Program.Result result = crema.run("--json", "--keep");
            assertThat(result.exitCode()).as(result.err()).isZero();
            numbersAreThere(RehearsalOf.json(result));
            assertThat(crema.workspace().resolve("report.html"))
                    .content()
                    .contains("<html", "crema")
                    .doesNotContain("src=\"http");

            Servers servers = Servers.in(result.err());
            String source = Servers.query(servers.source(), DIGEST_OF_EACH_TABLE);
            assertThat(source.lines().count()).as("tables").isGreaterThan(25);
            assertThat(source).contains("orders|", "\"LegacyOrders\"|", "shipments|");
            assertThat(Servers.query(servers.target(), DIGEST_OF_EACH_TABLE)).isEqualTo(source);
            rolesAreWeak(servers);

            Program.Result stopped = crema.program().run("rehearse", crema.app().toString(), "--stop");
            assertThat(stopped.exitCode()).isZero();
            assertThat(stopped.out()).contains("2 servers stopped");
            LeftBehind.awaitNone(crema.folder());
        }
    }

    private static void numbersAreThere(JsonNode json) {
        assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
        for (String number : List.of(
                "rowsCopied",
                "bytesCopied",
                "rowsChangedDuringCopy",
                "rounds",
                "largestLagMillis",
                "writeDowntimeMillis",
                "rowsCompared",
                "writesKeptByRollback")) {
            assertThat(json.get(number).asLong()).as(number).isPositive();
        }
        assertThat(json.get("rowsCompared").asLong()).isGreaterThan(10_000);
        assertThat(json.get("writeDowntimeMillis").asLong()).isLessThan(60_000);
        assertThat(json.get("rowsDiffering").asLong()).isZero();
        assertThat(json.get("proved").asBoolean()).isTrue();
        assertThat(json.get("resumed").asBoolean()).isFalse();
        assertThat(json.get("chunksReused").asInt()).isZero();
        assertThat(json.get("notRehearsed")).isNotEmpty().allSatisfy(left -> {
            assertThat(left.get("what").asString()).isNotBlank();
            assertThat(left.get("why").asString()).isNotBlank();
        });
        List<String> stages = new ArrayList<>();
        for (JsonNode stage : json.get("stages")) {
            stages.add(stage.get("name").asString());
            assertThat(stage.get("outcome").asString()).as(stages.toString()).isEqualTo("done");
            assertThat(stage.get("seconds").asDouble()).isNotNegative();
        }
        assertThat(stages)
                .containsSubsequence(
                        "audit", "plan", "generate", "move-database", "switch-to-target", "roll-back", "compare");
        assertThat(json.get("cost").get("awsMonthly").asDouble()).isPositive();
    }

    /** As weak as Heroku's and RDS's own: whoever can do more proves nothing about them. */
    private static void rolesAreWeak(Servers servers) throws Exception {
        String powers = "SELECT rolsuper, rolreplication, rolbypassrls, (SELECT count(*) FROM pg_roles s"
                + " WHERE s.rolsuper AND pg_has_role(current_user, s.oid, 'MEMBER'))"
                + " FROM pg_roles WHERE rolname = current_user";
        assertThat(Servers.query(servers.source(), powers)).isEqualTo("f|f|f|0");
        assertThat(Servers.query(servers.target(), powers)).isEqualTo("f|f|f|0");
        assertThat(Servers.query(servers.master(), powers)).isEqualTo("f|f|f|0");

        assertThat(Servers.psql(servers.source(), "SELECT pg_create_physical_replication_slot('story')")
                        .err())
                .contains("must be superuser or replication role");
        String replica = "SET session_replication_role = replica";
        assertThat(Servers.psql(servers.source(), replica).err()).contains("permission denied");
        assertThat(Servers.psql(servers.target(), replica).err()).contains("permission denied");
        assertThat(Servers.psql(servers.master(), replica).exitCode()).isZero();
        assertThat(Servers.psql(servers.master(), "ALTER SYSTEM SET fsync = off")
                        .err())
                .contains("permission denied");
    }
}
