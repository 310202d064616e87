package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Direction;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectWatchTest {

    private final Notes notes = new Notes();

    @Test
    void an_engine_that_goes_on_reads_nothing_again_that_an_earlier_one_has_followed() {
        MovedDatabases databases = MovedDatabases.fresh("watch_again");
        databases.asApp("CREATE TABLE plain (id int); CREATE VIEW seen AS SELECT id FROM plain");
        databases.asTargetApp("CREATE TABLE plain (id int); CREATE VIEW seen AS SELECT id FROM plain");
        try (Session sender = databases.source().open("test");
                Session receiver = databases.target().open("test");
                Session locking = databases.source().open("lock")) {
            ProgressStore.install(receiver);
            watch(sender, receiver).begin();
            watch(sender, receiver).look(() -> {});

            // Whoever writes the view out has to wait for this, and gives up.
            locking.begin();
            locking.execute("LOCK TABLE public.seen IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> ObjectsNow.read(sender)).isInstanceOf(DatabaseException.class);
            ObjectWatch next = watch(sender, receiver);
            assertThat(next.giveWay()).isFalse();
            next.look(() -> {});
            assertThat(next.isUnchanged()).isTrue();
            locking.rollback();

            databases.asApp("CREATE INDEX by_id ON plain (id); CREATE TEMPORARY TABLE passing (id int PRIMARY KEY)");
            assertThat(next.isUnchanged()).isFalse();
            watch(sender, receiver).look(() -> {});
            assertThat(databases.onTarget("SELECT to_regclass('by_id')")).isEqualTo("by_id");
        }
    }

    @Test
    void what_is_temporary_is_no_change_and_everything_else_is() {
        MovedDatabases databases = MovedDatabases.fresh("watch_changes");
        try (Session sender = databases.source().open("test");
                Session receiver = databases.target().open("test")) {
            ProgressStore.install(receiver);
            ObjectWatch watch = watch(sender, receiver);
            watch.begin();
            watch.look(() -> {});
            try (Session app = databases.source().open("app")) {
                app.execute(
                        "CREATE TEMPORARY TABLE passing (id int PRIMARY KEY DEFAULT 7 CHECK (id > 0), word text UNIQUE)");
                assertThat(watch.isUnchanged()).isTrue();
            }
            for (String change : List.of(
                    "CREATE INDEX ON coupons (uses)",
                    "ALTER TABLE coupons ADD CHECK (uses < 10000)",
                    "ALTER TABLE coupons ALTER COLUMN uses SET DEFAULT 3",
                    "CREATE VIEW new_view AS SELECT code FROM coupons",
                    "CREATE OR REPLACE VIEW new_view AS SELECT code, uses FROM coupons",
                    "CREATE FUNCTION new_function() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE OR REPLACE FUNCTION new_function() RETURNS int LANGUAGE sql AS 'SELECT 2'",
                    "ALTER TYPE mood ADD VALUE 'new'",
                    "CREATE DOMAIN new_domain AS int CHECK (VALUE > 0)",
                    "ALTER DOMAIN new_domain ADD CHECK (VALUE > 1)",
                    "CREATE POLICY new_policy ON coupons USING (true)",
                    "CREATE STATISTICS new_statistics ON code, uses FROM coupons",
                    "ALTER SEQUENCE audit_id_seq INCREMENT 2",
                    "CREATE TRIGGER new_trigger BEFORE INSERT ON coupons FOR EACH ROW EXECUTE FUNCTION keep_audit()",
                    "DROP TRIGGER new_trigger ON coupons",
                    "DROP VIEW new_view")) {
                databases.asApp(change);
                assertThat(watch.isUnchanged()).as(change).isFalse();
                watch.look(() -> {});
                assertThat(watch.isUnchanged()).as(change).isTrue();
            }
        }
    }

    private ObjectWatch watch(Session sender, Session receiver) {
        return new ObjectWatch(Direction.FORWARD, sender, receiver, notes);
    }
}
