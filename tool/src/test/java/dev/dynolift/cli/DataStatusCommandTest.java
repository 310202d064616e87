package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.control.Compared;
import dev.dynolift.control.Conclusion;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.Snapshot;
import dev.dynolift.engine.CloneMove;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataStatusCommandTest {

    private final WrittenConsole console = new WrittenConsole();

    @Test
    void a_fenced_copy_is_finished_and_its_source_refuses_writes() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_fenced");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        try (Session session = source.open("test")) {
            session.execute("CREATE TABLE public.users (id int PRIMARY KEY); INSERT INTO public.users VALUES (1), (2)");
        }
        new CloneMove(source, target, Method.FENCED, true, EngineSettings.defaults(), EventListener.NONE).run();

        run(source, target, false);

        assertThat(console.out())
                .contains("copy:    `data copy --fence` is finished, ")
                .contains(" ago: 2 rows copied, every row compared, none differs\n")
                .contains("source:  refuses writes")
                .contains("target:  takes writes")
                .doesNotContain("interrupted")
                .doesNotContain("no engine has run");
        assertThat(console.err()).contains("dynolift data reverse").contains("dynolift data clean --lower-fence");

        console.clear();
        run(source, target, true);
        JsonNode answer = JsonMapper.builder().build().readTree(console.out());
        assertThat(answer.get("sourceRefusesWrites").asBoolean()).isTrue();
        assertThat(answer.get("targetRefusesWrites").asBoolean()).isFalse();
        assertThat(answer.get("copy").get("conclusion").asString()).isEqualTo("PROVED");
        assertThat(answer.get("copy").get("endedAt").asString()).isNotEmpty();
    }

    @Test
    void a_copy_that_differs_says_so_and_what_ends_it() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_differs");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        try (Session session = target.open("test")) {
            ProgressStore.install(session);
            progress.begin(session, Method.QUIET, Phase.LIVE);
        }
        run(source, target, false);
        assertThat(console.out()).contains("is interrupted before it compared them");
        try (Session session = target.open("test")) {
            progress.conclude(session, Conclusion.DIFFERING);
        }

        run(source, target, false);

        assertThat(console.out()).contains("`data copy --quiet` ended, ").contains("but the sides differ");
        assertThat(console.err())
                .contains("dynolift data verify --repair")
                .contains("dynolift data copy --quiet")
                .contains("for large objects copy again into an empty database");
    }

    @Test
    void a_handover_that_did_not_wait_for_the_proof_is_unverified_until_it_is_proved() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_unverified");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        try (Session session = target.open("test")) {
            ProgressStore.install(session);
            progress.begin(session, Method.LIVE, Phase.HANDED_OVER);
            progress.conclude(session, Conclusion.UNVERIFIED, new Compared(3, 12, 1_200, 4_000));
        }

        run(source, target, false);
        assertThat(console.out())
                .contains("proof:   UNVERIFIED: the target took over when 3 of 12 tables, 1,200 of about 4,000 rows had"
                        + " been compared");
        assertThat(console.err()).contains("dynolift data verify");
        console.clear();
        run(source, target, true);
        JsonNode unverified =
                JsonMapper.builder().build().readTree(console.out()).get("unverified");
        assertThat(unverified.get("tablesCompared").asLong()).isEqualTo(3);
        assertThat(unverified.get("rowsInAll").asLong()).isEqualTo(4_000);

        try (Session session = target.open("test")) {
            progress.proved(session);
        }
        console.clear();
        run(source, target, true);
        assertThat(JsonMapper.builder().build().readTree(console.out()).has("unverified"))
                .isFalse();
    }

    @Test
    void a_copy_whose_source_was_written_to_says_so_and_names_its_tables() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_written");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        try (Session session = target.open("test")) {
            ProgressStore.install(session);
            progress.begin(session, Method.QUIET, Phase.LIVE, "tables a", "--tables a");
            progress.conclude(session, Conclusion.WRITTEN);
        }

        run(source, target, false);

        assertThat(console.out())
                .contains("`data copy --quiet --tables a` ended, ")
                .contains("somebody wrote to the source meanwhile: nothing is proved")
                .doesNotContain("differ");
        assertThat(console.err())
                .contains("make sure that nobody writes")
                .contains("dynolift data verify --tables a --repair")
                .endsWith("dynolift data copy --quiet --tables a\n");
    }

    @Test
    void a_proved_copy_that_was_killed_before_the_handover_has_nothing_to_mend() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_killed");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        try (Session session = target.open("test")) {
            ProgressStore.install(session);
            progress.begin(session, Method.FENCED, Phase.LIVE);
            progress.conclude(session, Conclusion.PROVED);
        }

        run(source, target, false);

        assertThat(console.out()).contains("`data copy --fence` is interrupted before the target took over: ");
        assertThat(console.err())
                .contains("Next: dynolift data copy --fence (goes on)")
                .doesNotContain("--repair");
    }

    @Test
    void a_target_that_has_not_taken_over_is_called_the_wrong_one() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_elsewhere");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database wrong = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        try (Session session = source.open("test")) {
            session.execute("CREATE TABLE public.users (id int PRIMARY KEY)");
            Control.install(session);
            new Control(Direction.FORWARD).say(session, Control.plain("handed over"));
        }
        new Fence(source, EventListener.NONE).raise(Duration.ofSeconds(3));

        run(source, wrong, false);

        assertThat(console.out()).contains("forward: another database than this target took over ");
        assertThat(console.err())
                .contains("check DYNOLIFT_TARGET_URL; another database has taken over")
                .doesNotContain("--lower-fence");
    }

    @Test
    void a_move_that_waits_says_why_and_what_has_piled_up_meanwhile() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_waits");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        Control control = new Control(Direction.FORWARD);
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        try (Session from = source.open("test");
                Session to = target.open("test");
                Session app = source.open("app")) {
            from.execute("CREATE TABLE public.users (id int PRIMARY KEY)");
            Control.install(from);
            Capture.install(
                    from, new CapturedTable(CatalogReader.read(from).tables().get(0)));
            ProgressStore.install(to);
            progress.begin(to, Method.LIVE, Phase.LIVE);
            from.begin();
            progress.advance(to, Snapshot.of(from));
            from.commit();
            from.execute("INSERT INTO public.users VALUES (1), (2), (3)");
            control.say(from, Control.plain("live"));
            control.waits(from, "the target does not answer");
            app.begin();
            app.execute("INSERT INTO public.users VALUES (4)");

            run(source, target, false);
            assertThat(console.out())
                    .contains("forward: live, 0 rounds, lag ")
                    .contains("; waiting for ")
                    .contains(" (the target does not answer); last heard of ")
                    .contains("log:     3 rows waiting, ")
                    .contains("oldest writing transaction ")
                    .doesNotContain("warning");

            console.clear();
            run(source, target, true);
            JsonNode forward =
                    JsonMapper.builder().build().readTree(console.out()).get("forward");
            assertThat(forward.get("connected").asBoolean()).isFalse();
            assertThat(forward.get("logRows").asLong()).isEqualTo(3);
            assertThat(forward.get("logBytes").asLong()).isPositive();
            assertThat(forward.get("logIsLarge").asBoolean()).isFalse();
        }
    }

    @Test
    void the_error_that_an_engine_died_of_is_told_until_another_one_begins() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_died");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        try (Session from = source.open("test");
                Session to = target.open("test")) {
            Control.install(from);
            ProgressStore.install(to);
            new ProgressStore(Direction.FORWARD).begin(to, Method.LIVE, Phase.LIVE);
            new Control(Direction.FORWARD).say(from, Control.plain("live"));
        }
        DynoliftException error = new DynoliftException(
                ErrorCode.GATE, "definitions have changed", "public.a is new", "Make it at the target.");
        EngineFailure.keep(source, Direction.FORWARD, error);

        run(source, target, false);
        assertThat(console.out())
                .contains("error:   the engine ended with an error ")
                .contains(" ago: definitions have changed: public.a is new\n         → Make it at the target.\n")
                .contains("; no engine is at work now; ");
        try (Session from = source.open("test")) {
            from.execute("UPDATE dynolift.failure SET failed_at = now() - interval '1 minute'");
        }
        DataFenceCommand fence = new DataFenceCommand();
        fence.yes = true;
        assertThatThrownBy(() -> fence.run(Map.of("", source), console.open()))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.why()).contains(" ago: definitions have changed: public.a is new");
                    assertThat(e.next()).isEqualTo("Make it at the target. Then: dynolift data sync");
                });

        console.clear();
        assertThat(exitCode(source, DataCleanCommandTest.gone(), false)).isEqualTo(1);
        assertThat(console.out()).contains("definitions have changed: public.a is new");

        console.clear();
        run(source, target, true);
        JsonNode failure = JsonMapper.builder().build().readTree(console.out()).get("forwardFailure");
        assertThat(failure.get("what").asString()).isEqualTo("definitions have changed");

        try (Session from = source.open("test")) {
            EngineFailure.forget(from, Direction.FORWARD);
        }
        console.clear();
        run(source, target, false);
        assertThat(console.out()).doesNotContain("error:");
    }

    @Test
    void a_side_that_does_not_answer_does_not_hide_what_the_other_knows() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("status_gone");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        Database target = new Database("target", addresses.targetMaster()::toDatabaseUrl);
        try (Session session = source.open("test");
                Session there = target.open("test")) {
            session.execute("CREATE TABLE public.users (id int PRIMARY KEY)");
            Control.install(session);
            ProgressStore.install(there);
            new ProgressStore(Direction.FORWARD).begin(there, Method.FENCED, Phase.COPY);
        }
        new Fence(source, EventListener.NONE).raise(Duration.ofSeconds(3));

        assertThat(exitCode(source, DataCleanCommandTest.gone(), false)).isEqualTo(1);
        assertThat(console.out())
                .contains("source:  refuses writes (the fence stands)")
                .contains("target:  does not answer: Connection to 127.0.0.1:1 refused");
        assertThat(console.err())
                .contains("No database has taken over from the source")
                .contains("dynolift data clean --lower-fence");

        console.clear();
        assertThat(exitCode(DataCleanCommandTest.gone(), target, false)).isEqualTo(1);
        assertThat(console.out())
                .contains("copy:    `data copy --fence` is interrupted")
                .contains("source:  does not answer")
                .contains("target:  takes writes");

        console.clear();
        exitCode(source, DataCleanCommandTest.gone(), true);
        JsonNode answer = JsonMapper.builder().build().readTree(console.out());
        assertThat(answer.get("targetAnswers").asBoolean()).isFalse();
        assertThat(answer.get("sourceRefusesWrites").asBoolean()).isTrue();
        assertThat(answer.has("targetRefusesWrites")).isFalse();
    }

    private void run(Database source, Database target, boolean json) {
        assertThat(exitCode(source, target, json)).isZero();
    }

    private int exitCode(Database source, Database target, boolean json) {
        DataStatusCommand command = new DataStatusCommand();
        command.json = json;
        return command.run(source, target, console.open());
    }
}
