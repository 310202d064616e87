package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.engine.CloneMove;
import dev.dynolift.engine.Extent;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code data} commands as processes of their own: that what they advise next is right as it stands. */
class DataAdviceTest {

    private static final String TABLES =
            "SET search_path = public; CREATE TABLE users (id serial PRIMARY KEY, name text);"
                    + " CREATE TABLE \"Old Orders\" (id int PRIMARY KEY);";

    @TempDir
    Path folder;

    @Test
    void a_copy_says_of_which_moment_it_is_and_how_to_compare_it() throws Exception {
        RehearsalDatabases databases = filled("advice_copy");
        ProgramRun copy = run(databases, "copy", "--tables", "users", "--no-verify");
        assertThat(copy.exitCode()).as(copy.err()).isZero();
        assertThat(copy.out())
                .startsWith("Copied 1 table, 1 row, ")
                .containsPattern(
                        "The target holds the source as it was at 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ")
                .contains("what was written there since is not in it")
                .endsWith("To do it: dynolift data verify --tables users\n");

        execute(target(databases), "SELECT setval('public.users_id_seq', 5)");
        ProgramRun verify = run(databases, "verify", "--tables", "users");
        assertThat(verify.exitCode()).isEqualTo(4);
        assertThat(verify.out())
                .contains("sequence public.users_id_seq stands at 5")
                .endsWith("dynolift data verify --tables users --repair\n");
        ProgramRun mended = run(databases, "verify", "--tables", "users", "--repair", "--yes");
        assertThat(mended.exitCode()).as(mended.out()).isZero();
        assertThat(run(databases, "verify", "--tables", "users").out())
                .contains("Nothing differs in the selected tables")
                .endsWith("Nothing else was compared.\n");
    }

    @Test
    void what_comes_after_an_interrupted_copy_is_said_with_all_its_options() throws Exception {
        RehearsalDatabases databases = filled("advice_interrupted");
        execute(target(databases), TABLES);
        interrupt(databases, new TableSelection(List.of(), List.of("users", "Old Orders")), true);
        String command = "dynolift data copy --quiet --tables 'Old Orders,users' --rows-only";

        assertThat(run(databases, "status").err()).contains("Next: " + command + " (goes on)");
        ProgramRun verify = run(databases, "verify");
        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.err()).contains("Finish it first: " + command + "\n");
        ProgramRun other = run(databases, "copy", "--quiet", "--rows-only", "--tables", "users");
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err()).contains("unfinished copy of something else").contains(command + ";");

        ProgramRun clean = run(databases, "clean", "--yes");
        assertThat(clean.err()).contains("2 tables of an unfinished copy").contains(command);
        assertThat(clean.out()).contains("Empty them (TRUNCATE)").doesNotContain("are clean");
    }

    @Test
    void tables_of_an_unfinished_copy_are_told_of_before_and_after_its_record_is_gone() throws Exception {
        RehearsalDatabases databases = filled("advice_clean");
        interrupt(databases, TableSelection.ALL, false);
        ProgramRun unanswered = run(databases, "clean");
        assertThat(unanswered.exitCode()).isEqualTo(2);
        assertThat(unanswered.err())
                .contains("2 tables of an unfinished copy")
                .contains("To go on instead: dynolift data copy --quiet\n");

        ProgramRun clean = run(databases, "clean", "--yes");
        assertThat(clean.exitCode()).isZero();
        assertThat(clean.out())
                .doesNotContain("are clean")
                .contains("2 tables of the unfinished `data copy --quiet` stay at the target")
                .contains("Drop them");

        assertThat(run(databases, "clean", "--yes").out()).startsWith("Both databases are clean");
    }

    @Test
    void options_that_exclude_each_other_are_refused_in_two_lines() throws Exception {
        ProgramRun run = run(filled("advice_options"), "copy", "--fence", "--quiet");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("Error: --fence, --quiet are mutually exclusive");
        assertThat(run.err()).endsWith("  → See what there is: dynolift data copy --help\n");
    }

    private static RehearsalDatabases filled(String name) {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases(name);
        execute(source(databases), TABLES + " INSERT INTO users (name) VALUES ('a')");
        return databases;
    }

    private static void interrupt(RehearsalDatabases databases, TableSelection selection, boolean rowsOnly) {
        EventListener killer = event -> {
            if (event instanceof Event.CopyProgress) {
                throw new IllegalStateException("killed");
            }
        };
        CloneMove move = new CloneMove(
                source(databases),
                target(databases),
                Method.QUIET,
                new Extent(selection, rowsOnly),
                true,
                EngineSettings.defaults().withJobs(1),
                killer);
        assertThatThrownBy(move::run).hasStackTraceContaining("killed");
    }

    private static Database source(RehearsalDatabases databases) {
        return new Database("source", databases.sourceOwner()::toDatabaseUrl);
    }

    private static Database target(RehearsalDatabases databases) {
        return new Database("target", databases.targetMaster()::toDatabaseUrl);
    }

    private static void execute(Database database, String sql) {
        try (Session session = database.open("test")) {
            session.execute(sql);
        }
    }

    private ProgramRun run(RehearsalDatabases databases, String... arguments) throws Exception {
        return ProgramRun.of(
                folder,
                databases.sourceOwner().toUri().reveal(),
                databases.targetMaster().toUri().reveal(),
                Stream.concat(Stream.of("data"), Stream.of(arguments)).toList());
    }
}
