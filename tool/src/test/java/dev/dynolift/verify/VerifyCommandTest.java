package dev.dynolift.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.cli.ProgramRun;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dynolift data verify} as a process of its own: what it prints and how it ends. */
class VerifyCommandTest {

    @TempDir
    Path folder;

    @Test
    void says_that_nothing_differs_names_what_does_and_mends_it_when_asked_to() throws Exception {
        ComparedDatabases databases = ComparedDatabases.fresh("verify_command");
        databases.onBoth(
                "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'a'), (2, 'b');"
                        + " CREATE TABLE logs (line text); INSERT INTO logs VALUES ('x'); CREATE SEQUENCE s;"
                        + " CREATE MATERIALIZED VIEW few AS SELECT count(*) FROM users");

        ProgramRun equal = run(databases);
        assertThat(equal.exitCode()).as(equal.err()).isZero();
        assertThat(equal.err())
                .as("a stage, of which something is said every ten seconds")
                .contains("Compare every row");
        ProgramRun limited = run(databases, "--max-rate", "1MB");
        assertThat(limited.exitCode()).isEqualTo(2);
        assertThat(limited.err())
                .contains("--max-rate cannot be used with `data verify`")
                .contains("--jobs 1");
        assertThat(equal.out())
                .contains("Compared 3 rows of 2 tables")
                .contains("rows written there since the copy count as differences")
                .contains("Compared were of 1 materialized view the definitions, and not the rows")
                .contains("Nothing differs: every row of every table");

        databases.onTarget("UPDATE users SET name = 'secret value' WHERE id = 2; INSERT INTO logs VALUES ('y'), ('z');"
                + " CREATE INDEX more ON users (name)");
        databases.onSource("SELECT setval('s', 9)");
        ProgramRun differing = run(databases);
        assertThat(differing.exitCode()).isEqualTo(4);
        assertThat(differing.out())
                .contains("users (2) changed")
                .contains("logs row at ctid (0,2) of the target surplus")
                .contains("No record tells which side is the newer one")
                .contains("index public.more exists at the target only")
                .contains("stands at 1, not given out at the target; should be 9")
                .contains("dynolift data verify --repair")
                .doesNotContain("secret value");

        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(run(databases, "--json", "--tables", "users").out());
        assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.get("equal").asBoolean()).isFalse();
        assertThat(json.get("tables")).hasSize(1);
        assertThat(json.get("differences").get(0).get("key").asString()).isEqualTo("(2)");
        assertThat(json.get("objectDifferences")).hasSize(1);

        assertThat(differing.err()).as("rows of the source, as the result says").contains("3 rows compared");
        assertThat(differing.err()).as("each difference is named once").doesNotContain("users (2)");

        ProgramRun events = run(databases, "--events");
        assertThat(events.out())
                .contains("\"event\":\"DifferenceFound\"")
                .contains("\"kind\":\"index\",\"name\":\"public.more\",\"what\":\"exists at the target only\"}")
                .contains("\"rowsDiffering\":3,")
                .contains("\"objectsDiffering\":2}");

        ProgramRun unanswered = run(databases, "--repair");
        assertThat(unanswered.exitCode()).isEqualTo(2);
        assertThat(unanswered.err()).contains("--yes");

        ProgramRun mended = run(databases, "--repair", "--yes");
        assertThat(mended.exitCode()).as(mended.err()).isEqualTo(4);
        assertThat(mended.out())
                .contains("Mended users: 1 row taken out, 1 row brought")
                .contains("Mended logs: 2 rows taken out, 0 rows brought")
                .contains("Set 1 sequence.")
                .contains("1 difference of definitions cannot be mended here");

        databases.onTarget("DROP INDEX more");
        ProgramRun again = run(databases, "--events");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"event\":"));
    }

    @Test
    void recommends_only_what_helps() throws Exception {
        ComparedDatabases databases = ComparedDatabases.fresh("verify_advice");
        String tables =
                "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'a'), (2, 'b');";
        databases.onSource(tables);
        ProgramRun empty = run(databases, "--repair", "--yes");
        assertThat(empty.exitCode()).isEqualTo(4);
        assertThat(empty.out()).endsWith("The target has none of the tables. Next: dynolift data copy\n");

        databases.onTarget(tables + "CREATE INDEX more ON users (name)");
        ProgramRun definitions = run(databases);
        assertThat(definitions.exitCode()).isEqualTo(4);
        assertThat(definitions.out())
                .endsWith("1 difference of definitions cannot be mended here: alter the target, or copy again into an"
                        + " empty database.\n")
                .doesNotContain("--repair");

        databases.onTarget("INSERT INTO users VALUES (3, 'c'); CREATE SCHEMA dynolift; CREATE TABLE dynolift.progress"
                + " (direction text, method text, phase text, snapshot pg_snapshot, timeline text, rounds bigint);"
                + " INSERT INTO dynolift.progress VALUES ('forward', 'FENCED', 'HANDED_OVER', NULL, NULL, 0)");
        ProgramRun takenOver = run(databases);
        assertThat(takenOver.exitCode()).isEqualTo(4);
        assertThat(takenOver.out())
                .contains("its rows may be the newer ones")
                .endsWith("dynolift data reverse\n")
                .doesNotContain("--repair");

        databases.onTarget("UPDATE dynolift.progress SET method = 'LIVE', phase = 'LIVE'");
        assertThat(run(databases).out()).endsWith("dynolift data sync\n").doesNotContain("--repair");

        databases.onTarget("UPDATE dynolift.progress SET method = 'QUIET'");
        assertThat(run(databases).out())
                .contains(
                        "no record tells whether the app uses the target already. If anybody has written to the target")
                .contains("dynolift data verify --repair");

        databases.onTarget("DELETE FROM users WHERE id = 3; DROP INDEX more");
        ProgramRun unproved = run(databases);
        assertThat(unproved.exitCode()).isZero();
        assertThat(unproved.out()).contains("record of an unproved copy").endsWith("dynolift data clean\n");

        databases.onSource("SELECT lo_from_bytea(4711, 'some bytes')");
        assertThat(run(databases).out())
                .endsWith("\nLarge objects cannot be mended here: copy again into an empty database.\n")
                .doesNotContain("definitions cannot")
                .doesNotContain("--repair");
    }

    @Test
    void ends_with_3_at_a_gate() throws Exception {
        ComparedDatabases databases = ComparedDatabases.fresh("verify_gate");
        databases.onTarget("CREATE SCHEMA dynolift; CREATE TABLE dynolift.progress (direction text, method text,"
                + " phase text, snapshot pg_snapshot, timeline text, rounds bigint);"
                + " INSERT INTO dynolift.progress VALUES ('forward', 'QUIET', 'COPY', NULL, NULL, 0)");
        ProgramRun run = run(databases);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("unfinished copy").contains("data copy --quiet");
    }

    private ProgramRun run(ComparedDatabases databases, String... options) throws Exception {
        return ProgramRun.of(
                folder,
                databases.addresses().sourceOwner().toUri().reveal(),
                databases.addresses().targetMaster().toUri().reveal(),
                Stream.concat(Stream.of("data", "verify"), Stream.of(options)).toList());
    }
}
