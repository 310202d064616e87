package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelectedTablesTest {

    private static final TableSelection ALL_BUT_ACCOUNTS =
            new TableSelection(List.of(), List.of(), List.of(), List.of("accounts", "visits"));

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final Queue<String> infos = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource(names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void what_needs_a_table_that_was_left_out_is_left_out_and_named(Method method) {
        MovedDatabases databases =
                MovedDatabases.fresh("selected_" + method.name().toLowerCase(java.util.Locale.ROOT));
        databases.asApp("CREATE TABLE trips (id serial PRIMARY KEY, visit_day date, note text);"
                + "COMMENT ON TABLE accounts IS 'all of them'; GRANT SELECT ON accounts TO PUBLIC;"
                + "CREATE FUNCTION best() RETURNS SETOF accounts LANGUAGE sql AS 'SELECT * FROM accounts';"
                + "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;"
                + "CREATE POLICY own ON orders USING (account_id IN (SELECT id FROM accounts))");
        CloneMove.Outcome outcome = copy(databases, method, ALL_BUT_ACCOUNTS, this::keep);
        assertThat(outcome.verified()).isTrue();
        assertThat(databases.onTarget("SELECT string_agg(relname, ' ' ORDER BY relname COLLATE \"C\") FROM pg_class"
                        + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')"))
                .isEqualTo("Legacy Orders audit audit_id_seq coupons favourites notes orders report_lines seats totals"
                        + " trips trips_id_seq");
        assertThat(databases.onTarget("SELECT count(*) FROM orders")).isEqualTo("3000");
        assertThat(databases.onTarget("SELECT count(*) FROM totals")).isNotEqualTo("0");
        assertThat(databases.onTarget("SELECT count(*) FROM pg_constraint WHERE conrelid = 'orders'::regclass"))
                .as("the primary key alone")
                .isEqualTo("1");
        try (Verification verification = Verification.begin(
                databases.source(), databases.target(), ALL_BUT_ACCOUNTS, false, 1, EventListener.NONE)) {
            assertThat(verification.compare().objects().differences())
                    .as("as compared by hand afterwards")
                    .isEmpty();
        }
        assertThat(warnings)
                .filteredOn(text -> text.contains("not selected"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(
                                "foreign key public.orders orders_account_id_fkey",
                                "view public.rich",
                                "function public.best()",
                                "policy public.orders own")
                        .doesNotContain("pg_toast", "sequence", "partition", "index"));
        assertThat(infos)
                .filteredOn(text -> text.contains("not selected"))
                .singleElement()
                .asString()
                .containsPattern("left out with them: partition \\(\\d+\\), sequence \\([2-9]\\)\\.");
    }

    @Test
    void what_is_wrong_with_tables_that_were_not_selected_stands_in_nobodys_way() {
        MovedDatabases databases = MovedDatabases.fresh("selected_past");
        databases.asApp("ALTER TABLE notes ENABLE ROW LEVEL SECURITY; ALTER TABLE notes FORCE ROW LEVEL SECURITY;"
                + " CREATE POLICY none ON notes USING (false)");
        databases.asSourceSuperuser("CREATE TABLE public.secrets (id int); SELECT lo_create(0)");

        assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT, TableSelection.ALL, this::keep))
                .hasMessageContaining("row-level security hides rows of public.notes")
                .hasMessageContaining("may not read public.secrets")
                .hasMessageContaining("may not read 1 large object");
        assertThatThrownBy(() ->
                        copy(databases, Method.FENCED, new TableSelection(List.of(), List.of("accounts")), this::keep))
                .as("the fence stands on all tables")
                .hasMessageContaining("does not own public.secrets");

        CloneMove.Outcome outcome =
                copy(databases, Method.SNAPSHOT, new TableSelection(List.of(), List.of("accounts")), this::keep);
        assertThat(outcome.tables()).isEqualTo(1);
        assertThat(databases.onTarget("SELECT count(*) FROM accounts"))
                .isEqualTo(databases.onSource("SELECT count(*) FROM accounts"));
    }

    @Test
    void some_tables_are_copied_alone() {
        MovedDatabases databases = MovedDatabases.fresh("selected_two");
        CloneMove.Outcome outcome = copy(
                databases,
                Method.SNAPSHOT,
                new TableSelection(List.of(), List.of("visits", "Legacy Orders")),
                this::keep);
        assertThat(outcome.tables()).isEqualTo(2);
        assertThat(databases.onTarget("SELECT count(*) FROM visits")).isEqualTo("1000");
        assertThat(databases.onTarget("SELECT to_regclass('orders')")).isNull();
        assertThat(databases.onTarget("SELECT nextval('visits_id_seq')")).isEqualTo("1001");
    }

    @Test
    void a_killed_copy_goes_on_with_the_same_tables_only() {
        MovedDatabases databases = MovedDatabases.fresh("selected_resumed");
        EventListener killer = event -> {
            if (event instanceof Event.CopyProgress) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> copy(databases, Method.QUIET, ALL_BUT_ACCOUNTS, killer))
                .hasStackTraceContaining("killed");
        assertThatThrownBy(() -> copy(databases, Method.QUIET, TableSelection.ALL, this::keep))
                .hasMessageContaining("unfinished copy of something else")
                .hasMessageContaining("without tables accounts, visits")
                .isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.next())
                        .contains("dynolift data copy --quiet --without-tables accounts,visits;"));
        copy(databases, Method.QUIET, ALL_BUT_ACCOUNTS, this::keep);
        assertThat(databases.onTarget("SELECT count(*) FROM orders")).isEqualTo("3000");
    }

    @Test
    void names_that_mean_nothing_and_tables_that_cannot_be_alone_are_told_before_anything_begins() {
        MovedDatabases databases = MovedDatabases.fresh("selected_wrongly");
        databases.asApp("CREATE TABLE heir () INHERITS (notes)");
        assertThatThrownBy(() -> copy(
                        databases,
                        Method.SNAPSHOT,
                        new TableSelection(List.of("billing"), List.of("order", "legacy orders")),
                        this::keep))
                .hasMessageContaining("billing, order, legacy orders")
                .hasMessageContaining("near to that: orders, Legacy Orders");
        assertThatThrownBy(() -> copy(
                        databases,
                        Method.SNAPSHOT,
                        new TableSelection(List.of(), List.of("visits_january", "rich", "accounts_id_seq")),
                        this::keep))
                .hasMessageContaining("visits_january is a partition of visits: give visits")
                .hasMessageContaining("rich is a view, which is no table")
                .hasMessageContaining("accounts_id_seq is a sequence, which is no table");
        assertThatThrownBy(() ->
                        copy(databases, Method.SNAPSHOT, new TableSelection(List.of(), List.of("heir")), this::keep))
                .hasMessageContaining("table public.heir");
        assertThat(databases.onTarget("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("0");
    }

    private void keep(Event event) {
        if (event instanceof Event.Note note) {
            (note.level() == Event.Level.WARNING ? warnings : infos).add(note.text());
        }
    }

    private static CloneMove.Outcome copy(
            MovedDatabases databases, Method method, TableSelection selection, EventListener events) {
        return new CloneMove(
                        databases.source(),
                        databases.target(),
                        method,
                        new Extent(selection, false),
                        true,
                        EngineSettings.defaults(),
                        events)
                .run();
    }
}
