package dev.dynolift.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.ServerAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The look as a whole: what it says of a clean database, of many problems at once, and that it changes nothing. */
class PreflightTest {

    /** Everything that is stored in the catalog of definitions and rights; numbers of rows come with the tables. */
    private static final String CATALOG = "SELECT md5(concat("
            // What autovacuum writes down meanwhile is not our doing.
            + "(SELECT string_agg((to_jsonb(c) - '{relpages,reltuples,relallvisible,relfrozenxid,relminmxid}'::text[])::text,"
            + " '|' ORDER BY c.oid) FROM pg_class c),"
            + "(SELECT string_agg(n::text, '|' ORDER BY n.oid) FROM pg_namespace n),"
            + "(SELECT string_agg(p::text, '|' ORDER BY p.oid) FROM pg_proc p),"
            + "(SELECT string_agg(t::text, '|' ORDER BY t.oid) FROM pg_trigger t),"
            + "(SELECT string_agg(r::text, '|' ORDER BY r.oid) FROM pg_roles r),"
            + "(SELECT string_agg(s::text, '|' ORDER BY s::text) FROM pg_db_role_setting s)))";

    private static final String APP =
            "CREATE TABLE orders (id bigint PRIMARY KEY, note text);" + " INSERT INTO orders VALUES (1, 'café')";

    @ParameterizedTest
    @EnumSource(Kind.class)
    void clean_database_meets_nothing_that_blocks_or_warns(Kind kind) {
        PreflightDatabases databases = PreflightDatabases.fresh("clean").asApp(APP);

        Report report = databases.look(kind);

        assertThat(report.of(Severity.BLOCKING)).isEmpty();
        assertThat(report.of(Severity.WARNING)).isEmpty();
        assertThat(report.isClear()).isTrue();
    }

    @Test
    void all_problems_come_in_one_report_and_in_one_error() {
        PreflightDatabases databases = PreflightDatabases.fresh("many")
                .asApp(APP + "; SELECT lo_from_bytea(0, 'picture');"
                        + " CREATE TABLE secrets (id int PRIMARY KEY);"
                        + " ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;"
                        + " ALTER TABLE secrets FORCE ROW LEVEL SECURITY")
                .asSourceSuperuser("CREATE TABLE others (id int)")
                .asTargetSuperuser("CREATE TABLE there_already (id int)");

        DynoliftException error = catchThrowableOfType(
                DynoliftException.class, () -> databases.preflight(Kind.LIVE).run());

        assertThat(error.code()).isEqualTo(ErrorCode.GATE);
        assertThat(error.why())
                .contains("large object")
                .contains("public.secrets")
                .contains("does not own public.others")
                .contains("may not read public.others")
                .contains("there_already");
        assertThat(error.next()).contains("look again with `dynolift data check --for sync`");
    }

    @Test
    void warnings_come_before_what_is_good_to_know_as_notes() {
        PreflightDatabases databases = PreflightDatabases.fresh("notes")
                .asApp(APP + "; CREATE UNLOGGED TABLE sessions (id int PRIMARY KEY);"
                        + " CREATE TABLE links (target regclass, id int PRIMARY KEY)");
        List<Event.Note> notes = new CopyOnWriteArrayList<>();
        Preflight preflight =
                new Preflight(databases.source(), databases.target(), Kind.COPY, EngineSettings.defaults(), event -> {
                    if (event instanceof Event.Note note) {
                        notes.add(note);
                    }
                });

        preflight.run();

        assertThat(notes.get(0).level()).isEqualTo(Event.Level.WARNING);
        assertThat(notes.get(0).text()).contains("links.target");
        assertThat(notes).last().satisfies(note -> assertThat(note.level()).isEqualTo(Event.Level.INFO));
        assertThat(notes).anySatisfy(note -> assertThat(note.text()).contains("public.sessions"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothing_is_changed_on_either_side(Kind kind) {
        PreflightDatabases databases = PreflightDatabases.fresh("unchanged")
                .asApp(APP + "; SELECT lo_from_bytea(0, 'picture'); ANALYZE orders");
        ServerAddress source = databases.addresses().sourceSuperuser();
        ServerAddress target = databases.addresses().targetSuperuser();
        String sourceBefore = PreflightDatabases.text(source, CATALOG);
        String targetBefore = PreflightDatabases.text(target, CATALOG);

        databases.look(kind);

        assertThat(PreflightDatabases.text(source, CATALOG)).isEqualTo(sourceBefore);
        assertThat(PreflightDatabases.text(target, CATALOG)).isEqualTo(targetBefore);
    }

    @Test
    void no_password_is_told() {
        PreflightDatabases databases = PreflightDatabases.fresh("password").asApp(APP);
        String password = databases.addresses().sourceOwner().password().reveal();

        Report report = databases
                .preflight(Kind.LIVE, databases.source(), databases.source())
                .look();

        assertThat(report.findings()).isNotEmpty().noneSatisfy(finding -> assertThat(finding.toString())
                .contains(password));
    }

    @Test
    void server_that_cannot_be_reached_is_an_error_of_its_own() {
        PreflightDatabases databases = PreflightDatabases.fresh("unreachable");
        ServerAddress there = databases.addresses().sourceOwner();
        ServerAddress nowhere = new ServerAddress("127.0.0.1", 1, there.database(), there.user(), there.password());

        assertThatThrownBy(() -> databases
                        .preflight(Kind.COPY, PreflightDatabases.database("source", nowhere), databases.target())
                        .run())
                .isInstanceOfSatisfying(DynoliftException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.NETWORK));
    }

    @Test
    void what_the_address_names_wrongly_is_a_usage_error() {
        PreflightDatabases databases = PreflightDatabases.fresh("misnamed");
        ServerAddress there = databases.addresses().sourceOwner();
        for (ServerAddress wrong : List.of(
                new ServerAddress(there.host(), there.port(), "no_such_database", there.user(), there.password()),
                new ServerAddress(there.host(), there.port(), there.database(), there.user(), new Secret("wrong")),
                new ServerAddress("host.invalid", there.port(), there.database(), there.user(), there.password()))) {
            assertThatThrownBy(() -> databases
                            .preflight(Kind.COPY, PreflightDatabases.database("source", wrong), databases.target())
                            .run())
                    .isInstanceOfSatisfying(DynoliftException.class, error -> {
                        assertThat(error.code()).isEqualTo(ErrorCode.INPUT);
                        assertThat(error.code().exitCode()).isEqualTo(2);
                    })
                    .hasMessageNotContaining(there.password().reveal());
        }
    }

    @Test
    void role_that_may_not_see_a_setting_is_no_reason_to_warn() {
        PreflightDatabases databases = PreflightDatabases.fresh("unprivileged");
        assertThat(databases
                        .preflight(
                                Kind.COPY,
                                databases.source(),
                                PreflightDatabases.database(
                                        "target", databases.addresses().targetApp()))
                        .look()
                        .findings())
                .isNotEmpty()
                .noneSatisfy(finding -> assertThat(finding.what()).contains("could not be looked at"));
    }
}
