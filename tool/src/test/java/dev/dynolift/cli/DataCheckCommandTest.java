package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseAddress;
import dev.dynolift.postgres.Session;
import dev.dynolift.preflight.Capacity;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataCheckCommandTest {

    private final WrittenConsole console = new WrittenConsole();

    @Test
    void clean_databases_end_with_the_next_command_and_code_0() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_clean");

        assertThat(run(addresses, addresses.targetMaster()::toDatabaseUrl, false))
                .isZero();

        assertThat(console.out())
                .startsWith("Checked for `data sync` with --jobs "
                        + Capacity.jobs(
                                new Database("source", addresses.sourceOwner()::toDatabaseUrl),
                                new Database("target", addresses.targetMaster()::toDatabaseUrl))
                        + "; for another way: --for copy, --for fenced-copy.\n")
                .endsWith("Nothing stands in the way of the move.\n");
        assertThat(console.err()).contains("Next: dynolift data sync");
    }

    @Test
    void what_blocks_comes_first_and_ends_with_code_3() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_blocked");

        assertThat(run(addresses, addresses.targetApp()::toDatabaseUrl, false)).isEqualTo(3);

        assertThat(console.out())
                .contains("\nBlocking (1)\n  target: the role may not set session_replication_role\n")
                .contains("→ Use the URL of the target's master user")
                .endsWith("The move cannot begin; nothing was changed.\n");
        assertThat(console.err()).doesNotContain("Next:");
    }

    @Test
    void json_has_one_object_and_no_password() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_json");

        assertThat(run(addresses, addresses.targetApp()::toDatabaseUrl, true)).isEqualTo(3);

        JsonNode answer = JsonMapper.builder().build().readTree(console.out());
        assertThat(answer.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(answer.get("clear").asBoolean()).isFalse();
        assertThat(answer.get("findings").get(0).get("severity").asString()).isEqualTo("blocking");
        assertThat(answer.get("findings").get(0).get("side").asString()).isEqualTo("target");
        assertThat(console.out())
                .doesNotContain(addresses.targetApp().password().reveal());
    }

    @Test
    void a_part_is_looked_at_alone_and_into_tables_that_are_there() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_part");
        try (Session source = new Database("source", addresses.sourceOwner()::toDatabaseUrl).open("test");
                Session target = new Database("target", addresses.targetMaster()::toDatabaseUrl).open("test")) {
            source.execute("CREATE TABLE public.wanted (id int PRIMARY KEY, age int);"
                    + " CREATE TABLE public.broken (age int); INSERT INTO public.broken VALUES (1);"
                    + " ALTER TABLE public.broken ADD CONSTRAINT grown CHECK (age > 17) NOT VALID");
            target.execute("CREATE TABLE public.wanted (id int PRIMARY KEY, name text)");
        }
        DataCheckCommand command = new DataCheckCommand();
        command.purpose = "copy";
        command.rowsOnly = true;
        command.tables.tables.add("wanted");

        assertThat(command.run(
                        new Database("source", addresses.sourceOwner()::toDatabaseUrl),
                        new Database("target", addresses.targetMaster()::toDatabaseUrl),
                        console.open()))
                .isEqualTo(3);

        assertThat(console.out())
                .startsWith("Checked for `data copy --rows-only --tables wanted` with")
                .contains("\nBlocking (1)\n  target: the target's tables do not fit the source's\n")
                .contains("wanted.age is missing; wanted.name exists at the target only")
                .doesNotContain("broken");
    }

    @Test
    void a_live_move_of_a_part_cannot_be_looked_for() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_live_part");
        DataCheckCommand command = new DataCheckCommand();
        command.tables.tables.add("orders");

        assertThatThrownBy(() -> command.run(
                        new Database("source", addresses.sourceOwner()::toDatabaseUrl),
                        new Database("target", addresses.targetMaster()::toDatabaseUrl),
                        console.open()))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.next()).contains("--for copy"))
                .hasMessageContaining("a selection for `data sync` cannot be used");
    }

    @Test
    void purpose_that_is_none_is_told_with_those_that_are() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_purpose");
        DataCheckCommand command = new DataCheckCommand();
        command.purpose = "fun";

        assertThatThrownBy(() -> command.run(
                        new Database("source", addresses.sourceOwner()::toDatabaseUrl),
                        new Database("target", addresses.targetApp()::toDatabaseUrl),
                        console.open()))
                .hasMessageContaining("--for fun");
    }

    @Test
    void no_job_is_not_a_number_of_jobs() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("check_jobs");
        for (int jobs : new int[] {0, -1, 65}) {
            DataCheckCommand command = new DataCheckCommand();
            command.jobs.jobs = jobs;

            assertThatThrownBy(() -> command.run(
                            new Database("source", addresses.sourceOwner()::toDatabaseUrl),
                            new Database("target", addresses.targetApp()::toDatabaseUrl),
                            console.open()))
                    .isInstanceOfSatisfying(
                            DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT))
                    .hasMessageContaining("--jobs " + jobs);
        }
    }

    private int run(RehearsalDatabases addresses, DatabaseAddress target, boolean json) {
        DataCheckCommand command = new DataCheckCommand();
        command.json = json;
        return command.run(
                new Database("source", addresses.sourceOwner()::toDatabaseUrl),
                new Database("target", target),
                console.open());
    }
}
