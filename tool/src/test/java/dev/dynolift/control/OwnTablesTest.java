package dev.dynolift.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.Session;
import org.junit.jupiter.api.Test;

/** What an order and an engine need beside the app's tables is there already, or of an older version. */
class OwnTablesTest {

    private static final String IMPATIENT = "SET lock_timeout = '2s'";

    @Test
    void order_and_engine_wait_for_no_dump_that_reads_their_tables() {
        TwoDatabases databases = TwoDatabases.fresh("own_tables_dumped");
        try (Session dump = databases.source().open("dump");
                Session order = databases.source().open("order")) {
            Control.install(order);
            ProgressStore.install(order);
            dump.begin();
            dump.execute("LOCK TABLE dynolift.request, dynolift.status, dynolift.progress, dynolift.chunk"
                    + " IN ACCESS SHARE MODE");
            order.execute(IMPATIENT);
            Control.ask(order, Control.Kind.FENCE, true);
            Control.install(order);
            ProgressStore.install(order);
            assertThat(Control.open(order)).hasValueSatisfying(request -> assertThat(request.unverified())
                    .isTrue());
            dump.rollback();
        }
    }

    @Test
    void columns_that_an_older_version_did_not_have_are_added() {
        TwoDatabases databases = TwoDatabases.fresh("own_tables_older");
        try (Session order = databases.source().open("order")) {
            Control.install(order);
            order.execute("ALTER TABLE dynolift.request DROP COLUMN unverified;"
                    + " COMMENT ON TABLE dynolift.request IS NULL; DROP TABLE dynolift.follower_token");
            Control.ask(order, Control.Kind.FENCE, true);
            assertThat(Control.open(order)).isPresent();
            assertThat(order.yes("SELECT to_regclass('dynolift.follower_token') IS NOT NULL"))
                    .isTrue();
        }
    }
}
