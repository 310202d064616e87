package dev.dynolift.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.engine.Verification;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairTest {

    private static final String TABLES = """
            CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, price numeric,
                                twice bigint GENERATED ALWAYS AS (id * 2) STORED);
            INSERT INTO users (name, price) SELECT 'user ' || i, i / 10.0 FROM generate_series(1, 1000) i;
            CREATE TABLE orders (id int PRIMARY KEY, owner bigint REFERENCES users ON DELETE CASCADE, note text);
            INSERT INTO orders SELECT i, 1 + i % 1000, 'n' FROM generate_series(1, 2000) i;
            CREATE TABLE visits (page text, seconds int);
            INSERT INTO visits SELECT '/' || i % 10, i % 7 FROM generate_series(1, 1000) i;
            CREATE TABLE events (id bigint, day date, note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
            CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
            CREATE TABLE events_new PARTITION OF events DEFAULT;
            INSERT INTO events SELECT i, '2019-12-01'::date + i % 60, 'n' || i FROM generate_series(1, 500) i;
            CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN NEW.note := upper(NEW.note); RETURN NEW; END';
            CREATE TRIGGER shouting BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION shout();
            """;

    private static final String DAMAGE = """
            UPDATE users SET name = NULL WHERE id = 7;
            UPDATE users SET price = 1.00 WHERE id = 10;
            DELETE FROM users WHERE id = 900;
            INSERT INTO users (name) VALUES ('more');
            UPDATE orders SET note = '' WHERE id = 3;
            INSERT INTO visits SELECT * FROM visits LIMIT 3;
            DELETE FROM visits WHERE ctid IN (SELECT ctid FROM visits WHERE page = '/5' LIMIT 2);
            UPDATE events SET note = NULL WHERE id = 12;
            DELETE FROM events WHERE id = 40;
            """;

    @Test
    void a_constraint_that_rows_break_is_named_with_the_way_around_it() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_check");
        databases.onBoth("CREATE TABLE ages (id int PRIMARY KEY, age int); INSERT INTO ages VALUES (1, 7), (2, 20);"
                + " ALTER TABLE ages ADD CONSTRAINT grown CHECK (age >= 18) NOT VALID");
        databases.onTarget("DELETE FROM ages");

        assertThatThrownBy(() -> repair(databases, databases.target(), TableSelection.ALL))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                    assertThat(e.what()).isEqualTo("the table public.ages cannot be mended");
                    assertThat(e.why()).contains("check constraint grown");
                    assertThat(e.next())
                            .contains(
                                    "ALTER TABLE public.ages DROP CONSTRAINT grown; then run the same command again;"
                                            + " then ALTER TABLE public.ages ADD CONSTRAINT grown CHECK ((age >= 18)) NOT VALID");
                });

        databases.onTarget("ALTER TABLE ages DROP CONSTRAINT grown");
        repair(databases, databases.target(), TableSelection.ALL);
        databases.onTarget("ALTER TABLE ages ADD CONSTRAINT grown CHECK (age >= 18) NOT VALID");
        assertThat(databases.differences()).isEmpty();
    }

    @Test
    void all_kinds_of_differences_are_mended_and_triggers_and_cascades_change_nothing() {
        ComparedDatabases databases = damaged("repair_all");

        List<Repair.Mended> mended = repair(databases, databases.target(), TableSelection.ALL);

        assertThat(databases.differences()).isEmpty();
        assertThat(mended)
                .containsExactlyInAnyOrder(
                        new Repair.Mended("events", 1, 2),
                        // One by hand, two by the cascade.
                        new Repair.Mended("orders", 1, 3),
                        new Repair.Mended("users", 3, 3),
                        new Repair.Mended("visits", 3, 2));
    }

    @Test
    void what_a_document_says_of_its_encoding_is_mended_with_it() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_xml");
        databases.onBoth("CREATE TABLE documents (id int PRIMARY KEY, plan xml, more text,"
                + " twice int GENERATED ALWAYS AS (id * 2) STORED);"
                + " INSERT INTO documents VALUES (1, '<?xml version=\"1.0\" encoding=\"latin1\"?><a/>', 'm')");
        databases.onTarget("DELETE FROM documents");

        repair(databases, databases.target(), TableSelection.ALL);

        assertThat(databases.differences()).isEmpty();
    }

    @Test
    void a_role_that_cannot_be_a_replicas_mends_too_and_everything_stands_as_before() {
        ComparedDatabases databases = damaged("repair_weak");
        Database weak =
                ComparedDatabases.database("target", databases.addresses().targetApp());

        repair(databases, weak, TableSelection.ALL);

        assertThat(databases.differences()).isEmpty();
        try (Verification again = begin(databases, databases.target(), TableSelection.ALL, false)) {
            assertThat(again.compare().objects().differences()).isEmpty();
        }
    }

    @Test
    void one_table_alone_is_mended_only_where_its_foreign_keys_allow_it() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_selected");
        databases.onBoth(TABLES);
        databases.onTarget("DELETE FROM users WHERE id = 900");
        TableSelection orders = new TableSelection(List.of(), List.of("orders"));

        assertThatThrownBy(() -> repair(databases, databases.target(), orders))
                .hasMessageContaining("violates foreign key constraint");

        assertThat(databases.differences()).hasSize(3);
        repair(databases, databases.target(), new TableSelection(List.of(), List.of("orders", "users")));
        assertThat(databases.differences()).isEmpty();
    }

    @Test
    void the_sequences_of_selected_tables_are_compared_and_set_and_no_others() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_sequences_selected");
        databases.onBoth("CREATE SEQUENCE numbers; CREATE TABLE invoices (id serial PRIMARY KEY,"
                + " number int DEFAULT nextval('numbers'), line int GENERATED ALWAYS AS IDENTITY);"
                + " CREATE TABLE others (id serial PRIMARY KEY); INSERT INTO invoices DEFAULT VALUES");
        databases.onTarget("SELECT setval('invoices_id_seq', 5), setval('numbers', 6), setval('invoices_line_seq', 7),"
                + " setval('others_id_seq', 8)");
        TableSelection invoices = new TableSelection(List.of(), List.of("invoices"));
        try (Verification verification = begin(databases, databases.target(), invoices, true)) {
            Verification.Outcome outcome = verification.compare();
            assertThat(outcome.objects().differences())
                    .extracting(ObjectComparison.ObjectDifference::name)
                    .containsExactlyInAnyOrder("public.invoices_id_seq", "public.numbers", "public.invoices_line_seq");
            assertThat(verification.repair(outcome).sequences()).isEqualTo(3);
        }
        try (Verification verification = begin(databases, databases.target(), invoices, false)) {
            assertThat(verification.compare().equal()).isTrue();
        }
        try (Verification verification = begin(databases, databases.target(), TableSelection.ALL, false)) {
            assertThat(verification.compare().objects().differences())
                    .extracting(ObjectComparison.ObjectDifference::name)
                    .containsExactly("public.others_id_seq");
        }
        databases.onTarget("ALTER TABLE invoices ALTER number DROP DEFAULT; DROP SEQUENCE numbers");
        try (Verification verification = begin(databases, databases.target(), invoices, false)) {
            assertThat(verification.compare().objects().differences()).anySatisfy(difference -> {
                assertThat(difference.name()).isEqualTo("public.numbers");
                assertThat(difference.what()).isEqualTo("is missing at the target");
            });
        }
    }

    @Test
    void a_sequence_that_is_behind_is_set() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_sequence");
        databases.onBoth("CREATE SEQUENCE s");
        databases.onSource("SELECT setval('s', 41)");
        try (Verification verification = begin(databases, databases.target(), TableSelection.ALL, true)) {
            Verification.Outcome outcome = verification.compare();
            assertThat(outcome.objects().differences())
                    .extracting(ObjectComparison.ObjectDifference::what)
                    .containsExactly("stands at 1, not given out at the target; should be 41");
            assertThat(verification.repair(outcome).sequences()).isEqualTo(1);
        }
        try (Verification verification = begin(databases, databases.target(), TableSelection.ALL, false)) {
            assertThat(verification.compare().equal()).isTrue();
        }
    }

    @Test
    void rows_that_the_target_changes_as_they_are_written_are_not_left_half_mended() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_generated");
        databases.onSource("CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED);"
                + " INSERT INTO t VALUES (1), (2)");
        databases.onTarget("CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 3) STORED);"
                + " INSERT INTO t VALUES (5)");

        assertThatThrownBy(() -> repair(databases, databases.target(), TableSelection.ALL))
                .hasMessageContaining("t cannot be mended")
                .hasMessageContaining("nothing was changed");
        assertThat(databases.differences()).contains("t (5) surplus");
    }

    @Test
    void a_target_that_somebody_else_is_connected_to_is_not_repaired() throws Exception {
        ComparedDatabases databases = damaged("repair_others");
        try (Connection app = DriverManager.getConnection(
                databases.addresses().targetApp().jdbcUrl(),
                databases.addresses().targetApp().jdbcProperties())) {
            assertThat(app.isValid(5)).isTrue();
            assertThatThrownBy(() -> begin(databases, databases.target(), TableSelection.ALL, true))
                    .hasMessageContaining("others are connected");
        }
    }

    @Test
    void a_target_that_has_taken_over_is_compared_but_not_repaired() {
        ComparedDatabases databases = damaged("repair_handed_over");
        progress(databases, Method.LIVE, Phase.HANDED_OVER);

        assertThatThrownBy(() -> begin(databases, databases.target(), TableSelection.ALL, true))
                .hasMessageContaining("has taken over");
        try (Verification verification = begin(databases, databases.target(), TableSelection.ALL, false)) {
            assertThat(verification.compare().equal()).isFalse();
        }
    }

    @Test
    void while_an_engine_works_or_a_copy_is_unfinished_nothing_is_compared() {
        ComparedDatabases databases = damaged("repair_live");
        progress(databases, Method.QUIET, Phase.COPY);
        assertThatThrownBy(() -> begin(databases, databases.target(), TableSelection.ALL, false))
                .hasMessageContaining("unfinished copy");

        progress(databases, Method.LIVE, Phase.LIVE);
        assertThatThrownBy(() -> begin(databases, databases.target(), TableSelection.ALL, true))
                .hasMessageContaining("live move");
        try (Session engine = databases.target().open("engine")) {
            EngineLock.take(engine);
            assertThatThrownBy(() -> begin(databases, databases.target(), TableSelection.ALL, false))
                    .hasMessageContaining("an engine works on the target");
        }
    }

    @Test
    void a_database_is_not_compared_with_itself() {
        ComparedDatabases databases = damaged("repair_same");
        assertThatThrownBy(() -> Verification.begin(
                        databases.target(), databases.target(), TableSelection.ALL, false, 2, EventListener.NONE))
                .hasMessageContaining("the same database");
    }

    @Test
    void names_that_match_no_table_are_told_all_at_once() {
        ComparedDatabases databases = damaged("repair_names");
        try (Verification verification = begin(
                databases,
                databases.target(),
                new TableSelection(List.of("billing"), List.of("userz", "users")),
                false)) {
            assertThatThrownBy(verification::compare).hasMessageContaining("billing, userz");
        }
    }

    @Test
    void rows_too_large_for_a_stream_are_mended_in_slices_wherever_their_partition_lies() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_large");
        databases.onBoth("""
                CREATE TABLE scans (id int, day date, image bytea, text text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
                CREATE TABLE scans_old PARTITION OF scans FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
                CREATE TABLE scans_new PARTITION OF scans DEFAULT;
                INSERT INTO scans SELECT i, '2019-12-30'::date + i,
                        decode(repeat(md5(i::text), 9 * 1024 * 1024 / 16), 'hex'), repeat('text ' || i, 300000)
                  FROM generate_series(1, 3) i;
                INSERT INTO scans SELECT i, '2021-01-01', '\\x00', 'small' FROM generate_series(4, 9) i;
                """);
        databases.onTarget("DELETE FROM scans WHERE id IN (1, 2, 7);"
                + " UPDATE scans SET image = set_byte(image, 9000000, 1), text = 'other' WHERE id = 3");

        List<Repair.Mended> mended = repair(databases, databases.target(), TableSelection.ALL);

        assertThat(mended).containsExactly(new Repair.Mended("scans", 1, 4));
        assertThat(databases.differences()).isEmpty();
    }

    @Test
    void rows_too_large_for_a_stream_are_mended_though_partitions_and_the_schema_of_a_type_are_others_at_the_target() {
        ComparedDatabases databases = ComparedDatabases.fresh("repair_large_elsewhere");
        databases.onSource("""
                CREATE SCHEMA extended;
                CREATE DOMAIN extended.words AS text;
                CREATE TABLE scans (id int PRIMARY KEY, flag "char", plan extended.words) PARTITION BY RANGE (id);
                CREATE TABLE scans_all PARTITION OF scans DEFAULT;
                """);
        databases.onTarget("""
                CREATE DOMAIN words AS text;
                CREATE TABLE scans (id int PRIMARY KEY, flag "char", plan words) PARTITION BY RANGE (id);
                CREATE TABLE scans_low PARTITION OF scans FOR VALUES FROM (MINVALUE) TO (2);
                CREATE TABLE scans_high PARTITION OF scans FOR VALUES FROM (2) TO (MAXVALUE);
                """);
        databases.onSource(
                "INSERT INTO scans SELECT i, (-61)::\"char\", repeat('word ' || i, 1500000) FROM generate_series(1, 2) i");

        List<Repair.Mended> mended = repair(databases, databases.target(), TableSelection.ALL);

        assertThat(mended).containsExactly(new Repair.Mended("scans", 0, 2));
        assertThat(databases.differences()).isEmpty();
    }

    private static ComparedDatabases damaged(String name) {
        ComparedDatabases databases = ComparedDatabases.fresh(name);
        databases.onBoth(TABLES);
        databases.onTarget(DAMAGE);
        return databases;
    }

    private static void progress(ComparedDatabases databases, Method method, Phase phase) {
        try (Session session = databases.target().open("test")) {
            ProgressStore.install(session);
            new ProgressStore(Direction.FORWARD).begin(session, method, phase);
        }
    }

    private static Verification begin(
            ComparedDatabases databases, Database target, TableSelection selection, boolean repair) {
        return Verification.begin(databases.source(), target, selection, repair, 2, EventListener.NONE);
    }

    private static List<Repair.Mended> repair(ComparedDatabases databases, Database target, TableSelection selection) {
        try (Verification verification = begin(databases, target, selection, true)) {
            return verification.repair(verification.compare()).tables();
        }
    }
}
