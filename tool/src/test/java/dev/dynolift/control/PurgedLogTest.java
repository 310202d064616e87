package dev.dynolift.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.Session;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a database knows of the log rows that it has let go. */
class PurgedLogTest {

    private static final Control CONTROL = new Control(Direction.FORWARD);

    @Test
    void position_that_needs_rows_which_are_gone_is_told_from_one_that_does_not() {
        try (Session session = TwoDatabases.fresh("purged_log").source().open("test")) {
            Control.install(session);
            CONTROL.say(session, Control.plain("live"));
            assertThat(CONTROL.hasPurgedBeyond(session, at("50:50:"))).isFalse();

            CONTROL.purges(session, "100:110:103,107");

            assertThat(CONTROL.hasPurgedBeyond(session, at("100:110:103,107"))).isFalse();
            assertThat(CONTROL.hasPurgedBeyond(session, at("107:110:107"))).isFalse();
            assertThat(CONTROL.hasPurgedBeyond(session, at("103:120:103,115"))).isFalse();
            assertThat(CONTROL.hasPurgedBeyond(session, at("100:109:103,107"))).isTrue();
            // The oldest one is the same, and yet rows of a younger one are gone.
            assertThat(CONTROL.hasPurgedBeyond(session, at("100:110:103,105,107")))
                    .isTrue();
        }
    }

    @Test
    void database_that_was_put_back_knows_of_less_than_it_has_confirmed() {
        try (Session session = TwoDatabases.fresh("put_back_log").source().open("test")) {
            Control.install(session);
            assertThat(CONTROL.isPutBack(session, Optional.empty())).isFalse();
            assertThat(CONTROL.isPutBack(session, Optional.of("100:110:103"))).isTrue();
            CONTROL.say(session, Control.plain("live"));
            assertThat(CONTROL.isPutBack(session, Optional.of("100:110:103"))).isTrue();

            CONTROL.purges(session, "100:110:103");

            assertThat(CONTROL.isPutBack(session, Optional.of("100:110:103"))).isFalse();
            assertThat(CONTROL.isPutBack(session, Optional.of("100:109:103"))).isFalse();
            assertThat(CONTROL.isPutBack(session, Optional.of("100:111:103"))).isTrue();
        }
    }

    private static Position at(String snapshot) {
        return new Position(Phase.LIVE, snapshot, null, 1);
    }
}
