package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.large.LargeObjectCopy;
import dev.dynolift.postgres.Moment;
import org.junit.jupiter.api.Test;

/** Large objects, which no COPY and no trigger sees. */
class LargeObjectsTest {

    /** Many small ones, an empty one, one with a hole, and one of some slices whose last one is full. */
    private static final String OBJECTS = "SELECT count(lo_from_bytea(0, convert_to('object ' || g, 'UTF8')))"
            + " FROM generate_series(1, 20000) g;"
            + " SELECT lo_from_bytea(100, ''), lo_from_bytea(101, '\\x01'), lo_put(101, 3000000, '\\xff'),"
            + "   lo_from_bytea(4294967295, decode(repeat('00ff', 33554432), 'hex'));"
            + " GRANT SELECT ON LARGE OBJECT 100 TO PUBLIC; GRANT SELECT, UPDATE ON LARGE OBJECT 101 TO pg_monitor;"
            + " COMMENT ON LARGE OBJECT 101 IS 'it''s';"
            + " CREATE EXTENSION lo; CREATE TABLE pictures (id int PRIMARY KEY, picture lo, thumbnail oid);"
            + " CREATE TRIGGER manage BEFORE UPDATE OR DELETE ON pictures"
            + "   FOR EACH ROW EXECUTE FUNCTION lo_manage(picture);"
            + " INSERT INTO pictures VALUES (1, 101, 100)";

    private static final String CONTENTS = "SELECT count(*) || md5(string_agg(concat_ws(' ', oid, md5(lo_get(oid)),"
            + " obj_description(oid, 'pg_largeobject')), ',' ORDER BY oid)) FROM pg_largeobject_metadata";

    @Test
    void large_objects_arrive_with_their_numbers_grants_and_comments_and_belong_to_the_databases_owner() {
        TwoDatabases databases = TwoDatabases.fresh("large_objects");
        databases.asSourceOwner(OBJECTS);

        SnapshotCopy.run(databases);

        assertThat(databases.onTarget(CONTENTS))
                .isEqualTo(databases.onSource(CONTENTS))
                .startsWith("20003");
        assertThat(databases.onTarget(
                        "SELECT string_agg(DISTINCT pg_get_userbyid(lomowner), ' ')" + " FROM pg_largeobject_metadata"))
                .isEqualTo("aws_app");
        String grants = "SELECT string_agg(concat_ws(' ', o.oid, acl.grantee, acl.privilege_type), ',' ORDER BY o.oid,"
                + " acl.privilege_type) FROM pg_largeobject_metadata o, aclexplode(o.lomacl) acl"
                + " WHERE acl.grantee <> o.lomowner";
        assertThat(databases.onTarget(grants)).isEqualTo(databases.onSource(grants));
        // What refers to them is true there: the extension's trigger finds the object of the row that goes.
        databases.asTargetOwner("DELETE FROM pictures");
        assertThat(databases.onTarget("SELECT count(*) FROM pg_largeobject_metadata WHERE oid = 101"))
                .isEqualTo("0");
    }

    @Test
    void large_object_that_is_another_at_the_target_is_named() {
        TwoDatabases databases = TwoDatabases.fresh("large_objects_differ");
        databases.asSourceOwner(OBJECTS);
        SnapshotCopy.run(databases);
        databases.asTargetOwner("SELECT lo_put(101, 2999999, '\\x01'), lo_unlink(100), lo_from_bytea(102, 'surplus')");

        try (Moment moment = Moment.passing(databases.source())) {
            LargeObjectCopy objects = new LargeObjectCopy(moment, databases.targetOfMaster(), 2, EventListener.NONE);
            assertThatThrownBy(objects::compare).isInstanceOfSatisfying(DynoliftException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES);
                assertThat(e.getMessage()).contains("100", "101", "102").doesNotContain("4294967295");
            });
        }
        try (Verification verification = Verification.begin(
                databases.source(), databases.targetOfMaster(), TableSelection.ALL, false, 2, EventListener.NONE)) {
            assertThat(verification.compare().objects().differences())
                    .extracting(difference -> difference.kind() + " " + difference.name())
                    .containsExactly("large object 100", "large object 101", "large object 102");
        }
    }

    @Test
    void large_object_that_may_not_be_read_is_told_before_the_copy() {
        TwoDatabases databases = TwoDatabases.fresh("large_objects_of_others");
        databases.asSourceSuperuser("SELECT lo_from_bytea(4711, 'secret')");

        assertThatThrownBy(() -> SnapshotCopy.run(databases)).isInstanceOfSatisfying(DynoliftException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.GATE);
            assertThat(e.getMessage()).contains("may not read 1 large object");
        });
    }

    @Test
    void copy_that_was_interrupted_among_large_objects_starts_over() {
        TwoDatabases databases = TwoDatabases.fresh("large_objects_again");
        databases.asSourceOwner(OBJECTS);
        EventListener interrupt = event -> {
            if (event instanceof Event.StageProgress progress && progress.unit().equals("large objects")) {
                throw new DynoliftException(ErrorCode.INTERNAL, "killed", "", "");
            }
        };
        assertThatThrownBy(() -> SnapshotCopy.run(databases, interrupt)).hasMessageContaining("killed");
        databases.asSourceOwner("SELECT lo_unlink(100)");

        SnapshotCopy.run(databases);

        assertThat(databases.onTarget(CONTENTS))
                .isEqualTo(databases.onSource(CONTENTS))
                .startsWith("20002");
    }
}
