package dev.dynolift.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Table;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ArrivalProofTest {

    private static final String OURS = "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            + " WHERE a.application_name = 'dynolift compare' AND a.datname = current_database()";

    @Test
    void a_table_that_was_looked_at_is_locked_no_longer() throws Exception {
        ComparedDatabases databases = ComparedDatabases.fresh("arrival_locks");
        databases.onBoth("CREATE TABLE first (id int PRIMARY KEY); CREATE TABLE second (id int PRIMARY KEY)");
        try (Moment here = Moment.hold(databases.source());
                Moment there = Moment.passing(databases.target());
                Session deploy = databases.source().open("deploy");
                Session source = databases.source().open("test");
                Session target = databases.target().open("test")) {
            List<Table> tables = CatalogReader.read(source).tables();
            assertThat(tables).extracting(Table::label).containsExactly("first", "second");
            deploy.execute("BEGIN; LOCK TABLE public.second");
            ArrivalProof proof = new ArrivalProof(here, there, tables, 1, EventListener.NONE);
            Thread check = new Thread(() -> proof.check(tables, Map.of(), Set.of()));
            check.start();
            awaitWaiting(source);

            for (Session side : List.of(source, target)) {
                assertThat(side.number(OURS + " AND l.relation = 'public.first'::regclass"))
                        .as(side.side())
                        .isZero();
            }

            deploy.rollback();
            check.join(Duration.ofSeconds(30).toMillis());
            assertThat(check.isAlive()).isFalse();
        }
    }

    private static void awaitWaiting(Session source) {
        Instant deadline = Instant.now().plusSeconds(30);
        while (source.number(OURS + " AND NOT l.granted") == 0) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
