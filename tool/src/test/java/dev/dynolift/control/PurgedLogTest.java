package dev.dynolift.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.capture.LogPurge;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void log_is_emptied_in_small_pieces_up_to_what_a_snapshot_saw_and_no_further() {
        TwoDatabases databases = TwoDatabases.fresh("purged_in_pieces");
        databases.asSourceOwner("CREATE TABLE words (id int PRIMARY KEY); CREATE TABLE quiet (id int PRIMARY KEY)");
        try (Session session = databases.source().open("test");
                Session late = databases.source().open("test")) {
            Control.install(session);
            List<CapturedTable> tables = CatalogReader.read(session).tables().stream()
                    .map(CapturedTable::new)
                    .toList();
            tables.forEach(captured -> Capture.install(session, captured));
            late.begin();
            late.execute("INSERT INTO public.words VALUES (-1)");
            session.execute("INSERT INTO public.words SELECT generate_series(1, 100000)");
            String seen = session.text("SELECT pg_current_snapshot()::text");
            late.execute("INSERT INTO public.words VALUES (-2)");
            late.commit();
            session.execute("INSERT INTO public.words SELECT generate_series(100001, 100007)");
            String log = tables.stream()
                    .filter(captured -> captured.table().name().equals("words"))
                    .findFirst()
                    .orElseThrow()
                    .log();
            LogPurge purge = new LogPurge(tables);

            List<Long> pieces = new ArrayList<>();
            do {
                pieces.add(purge.run(session, seen, Duration.ZERO));
            } while (pieces.get(pieces.size() - 1) > 0);

            assertThat(pieces).hasSizeGreaterThan(3).allSatisfy(rows -> assertThat(rows)
                    .isLessThan(50_000));
            assertThat(session.number("SELECT count(*) FROM " + log)).isEqualTo(9);
        }
    }

    private static Position at(String snapshot) {
        return new Position(Phase.LIVE, snapshot, null, 1);
    }
}
