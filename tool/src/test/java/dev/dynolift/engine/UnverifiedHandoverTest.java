package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.Compared;
import dev.dynolift.control.Control;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fence that does not wait until every row is compared: what it leaves out, what it never leaves out, and what mends it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnverifiedHandoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One table a round: a pass over forty takes a while. */
    private static final EngineSettings SLOW = new EngineSettings(
            2,
            Duration.ofMillis(50),
            Duration.ofNanos(1),
            Duration.ofSeconds(3),
            Long.MAX_VALUE,
            EngineSettings.WITHOUT_END,
            false);

    private static final String FORTY_TABLES =
            "DO $$ BEGIN FOR i IN 10..49 LOOP EXECUTE format('CREATE TABLE t_%s (id int"
                    + " PRIMARY KEY, word text); INSERT INTO t_%s SELECT n, ''row'' FROM generate_series(1, 50) AS n', i, i);"
                    + " END LOOP; END $$; CREATE TABLE numbered (id serial PRIMARY KEY, word text); ANALYZE";

    @TempDir
    Path folder;

    @Test
    void unverified_handover_says_so_until_every_row_that_nobody_has_changed_is_compared() {
        TwoDatabases databases = TwoDatabases.fresh("unverified");
        databases.asSourceOwner(FORTY_TABLES);
        List<Event.HandedOver> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Ending> move = forward(databases, event -> {
            askWhenCopied(databases, event);
            if (event instanceof Event.HandedOver handed) {
                told.add(handed);
            }
        });
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER_UNVERIFIED);
        assertThat(told).singleElement().satisfies(handed -> {
            assertThat(handed.proved()).isFalse();
            assertThat(handed.tablesCompared()).isLessThan(handed.tablesInAll());
            assertThat(handed.tablesInAll()).isEqualTo(41);
        });
        assertThatThrownBy(() -> databases.asSourceOwner("DELETE FROM t_10")).hasMessageContaining("refused");
        assertThat(unverified(databases)).isPresent();

        // A table that was not compared, nor changed: one of its rows is not as it should be.
        databases.onTarget("SET session_replication_role = replica; UPDATE t_49 SET word = 'broken' WHERE id = 7;"
                + " SELECT 'done'");
        databases.asTargetOwner("UPDATE t_10 SET word = 'new' WHERE id <= 3; DELETE FROM t_10 WHERE id = 4;"
                + " INSERT INTO t_48 VALUES (1000, 'more'); INSERT INTO numbered (word) VALUES ('x'); TRUNCATE t_20");
        Verification.Outcome wrong = verify(databases);
        assertThat(wrong.equal()).isFalse();
        assertThat(wrong.rows().differing()).isOne();
        assertThat(wrong.rows().differences()).singleElement().satisfies(difference -> assertThat(difference.table())
                .contains("t_49"));
        assertThat(unverified(databases)).isPresent();

        databases.onTarget("SET session_replication_role = replica; UPDATE t_49 SET word = 'row' WHERE id = 7;"
                + " SELECT 'done'");
        Verification.Outcome right = verify(databases);
        assertThat(right.equal()).as("%s", right.objects().differences()).isTrue();
        assertThat(right.rows().changedSince()).isEqualTo(4 + 1 + 1 + 50);
        assertThat(right.wasUnverified()).isPresent();
        assertThat(unverified(databases)).isEmpty();
    }

    @Test
    void engine_of_the_way_back_completes_the_proof_too() {
        TwoDatabases databases = TwoDatabases.fresh("unverified_back");
        databases.asSourceOwner(FORTY_TABLES);
        assertThat(forward(databases, event -> askWhenCopied(databases, event)).join())
                .isEqualTo(Ending.HANDED_OVER_UNVERIFIED);
        databases.asTargetOwner("UPDATE t_10 SET word = 'new'");
        CompletableFuture<Ending> back = CompletableFuture.supplyAsync(() -> new ReverseMove(
                        databases.source(), databases.targetOfMaster(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        Order.give(databases.targetOfMaster(), Control.Kind.FENCE, PATIENCE, () -> !back.isCompletedExceptionally());
        assertThat(back.join()).isEqualTo(Ending.HANDED_OVER);
        assertThat(databases.onTarget("SELECT conclusion FROM dynolift.progress WHERE direction = 'forward'"))
                .isEqualTo("PROVED");
        assertThat(databases.onSource("SELECT count(*) FROM t_10 WHERE word = 'new'"))
                .isEqualTo("50");
    }

    @Test
    void row_that_a_stopped_engine_has_seen_to_differ_is_not_forgotten() {
        TwoDatabases databases = TwoDatabases.fresh("unverified_seen");
        databases.asSourceOwner(FORTY_TABLES);
        CompletableFuture<Ending> first = forward(databases, event -> {
            if (isCopied(event)) {
                databases.onTarget(
                        "SET session_replication_role = replica; UPDATE t_10 SET word = 'broken' WHERE id = 7;"
                                + " SELECT 'done'");
            } else if (event instanceof Event.DifferenceFound) {
                try (Session session = databases.source().open("test")) {
                    Control.ask(session, Control.Kind.STOP);
                }
            }
        });
        assertThat(first.join()).isEqualTo(Ending.STOPPED);

        ask(databases);
        CompletableFuture<Ending> second = forward(databases, EventListener.NONE);
        assertThatThrownBy(second::join).isInstanceOf(CompletionException.class);
        assertThat(answer(databases)).startsWith("refused: ").contains("t_10 (7)");
    }

    @Test
    void row_that_has_not_arrived_is_never_mended_away_on_the_way_back() {
        TwoDatabases databases = TwoDatabases.fresh("unverified_kept");
        databases.asSourceOwner(FORTY_TABLES);
        assertThat(forward(databases, event -> askWhenCopied(databases, event)).join())
                .isEqualTo(Ending.HANDED_OVER_UNVERIFIED);
        databases.onTarget("SET session_replication_role = replica; DELETE FROM t_49 WHERE id = 7; SELECT 'done'");

        DynoliftException found = back(databases, EngineSettings.defaults());
        assertThat(found.code()).isEqualTo(ErrorCode.DIFFERENCES);
        assertThat(found.next()).contains("dynolift data verify").doesNotContain("--repair");

        DynoliftException refused = back(databases, EngineSettings.defaults().withRepairs(true));
        assertThat(refused.code()).isEqualTo(ErrorCode.GATE);
        assertThat(refused.getMessage()).contains("UNVERIFIED");
        assertThat(databases.onSource("SELECT count(*) FROM t_49 WHERE id = 7")).isEqualTo("1");
        assertThat(unverified(databases)).isPresent();
        assertThat(verify(databases).rows().differing()).isOne();
    }

    @Test
    void row_that_is_known_to_differ_refuses_the_fence_whatever_is_wished() {
        TwoDatabases databases = TwoDatabases.fresh("unverified_differs");
        databases.asSourceOwner(FORTY_TABLES);
        AtomicReference<String> answer = new AtomicReference<>("");
        CompletableFuture<Ending> move = forward(databases, event -> {
            if (isCopied(event)) {
                databases.onTarget(
                        "SET session_replication_role = replica; UPDATE t_10 SET word = 'broken' WHERE id = 7;"
                                + " SELECT 'done'");
            } else if (event instanceof Event.DifferenceFound) {
                ask(databases);
            } else if (event instanceof Event.RoundFinished && answer.get().isEmpty()) {
                answer.set(answer(databases));
                // What is known is refused, and no reason to end at once.
                databases.asSourceOwner("UPDATE t_30 SET word = word || '.'");
            }
        });
        assertThatThrownBy(move::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(DynoliftException.class)
                .satisfies(e ->
                        assertThat(((DynoliftException) e.getCause()).code()).isEqualTo(ErrorCode.DIFFERENCES));
        assertThat(answer.get())
                .startsWith("refused: 1 row is known to differ (")
                .contains("t_10 (7)");

        // Another engine begins its comparison elsewhere, and does not forget what the first one has found.
        databases.asSourceOwner("DELETE FROM dynolift.request");
        ask(databases);
        CompletableFuture<Ending> again = forward(databases, EventListener.NONE);
        assertThatThrownBy(again::join).isInstanceOf(CompletionException.class);
        assertThat(answer(databases)).startsWith("refused: ").contains("t_10 (7)");
        try (Session session = databases.source().open("test")) {
            assertThat(Fence.stands(session)).isFalse();
        }
        databases.asSourceOwner("UPDATE t_30 SET word = 'after'");
    }

    @Test
    void engine_that_is_killed_behind_the_fence_hands_over_on_the_same_terms() throws Exception {
        TwoDatabases databases = TwoDatabases.fresh("unverified_killed");
        databases.asSourceOwner("CREATE TABLE many (id int PRIMARY KEY, word text);"
                + " INSERT INTO many SELECT n, md5(n::text) FROM generate_series(1, 600000) AS n; ANALYZE");
        try (Session session = databases.source().open("test")) {
            Control.install(session);
        }
        ask(databases);
        CountDownLatch fenced = new CountDownLatch(1);
        EngineProcess[] engine = new EngineProcess[1];
        Wire wire = Wire.to(databases.targetOfMasterAddress(), new Wire.Watcher() {
            @Override
            public void before(WireLine line, String statement) throws IOException {
                if (statement.equals("COMMIT")
                        && line.saidInTransaction("tables_compared = ?") | line.saidInTransaction("tables_compared = $")
                        && fenced.getCount() > 0) {
                    fenced.countDown();
                    synchronized (engine) {
                        engine[0].kill();
                    }
                    throw new IOException("killed");
                }
            }
        });
        try (wire) {
            EngineProcess.Place place = new EngineProcess.Place(
                    databases.sourceAddress(), wire.address(databases.targetOfMasterAddress()), folder);
            synchronized (engine) {
                engine[0] = EngineProcess.start(place, "sync");
            }
            assertThat(fenced.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s", engine[0].lastWords())
                    .isTrue();
            assertThat(engine[0].await(PATIENCE)).isEqualTo(137);
            try (Session session = databases.source().open("test")) {
                assertThat(Fence.stands(session)).isTrue();
            }
            assertThat(unverified(databases)).isEmpty();

            try (EngineProcess second = EngineProcess.start(place, "sync")) {
                assertThat(second.await(PATIENCE)).as(second.lastWords()).isZero();
                assertThat(second.said()).contains("\"event\":\"HandedOver\"").contains("\"proved\":false");
            }
        }
        assertThat(answer(databases)).isEqualTo("done");
        assertThat(unverified(databases).map(Compared::tables)).contains(0L);
        assertThat(verify(databases).wasUnverified()).isPresent();
    }

    private static boolean isCopied(Event event) {
        return event instanceof Event.StageFinished stage && stage.stage().equals("indexes");
    }

    private static void askWhenCopied(TwoDatabases databases, Event event) {
        if (isCopied(event)) {
            ask(databases);
        }
    }

    private static void ask(TwoDatabases databases) {
        try (Session session = databases.source().open("test")) {
            Control.ask(session, Control.Kind.FENCE, true);
        }
    }

    private static String answer(TwoDatabases databases) {
        try (Session session = databases.source().open("test")) {
            return Control.answer(session, Control.Kind.FENCE).orElse("");
        }
    }

    private static CompletableFuture<Ending> forward(TwoDatabases databases, EventListener events) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.targetOfMaster(), SLOW, events).run());
    }

    /** What an engine of the way back ends with. */
    private static DynoliftException back(TwoDatabases databases, EngineSettings settings) {
        ReverseMove move =
                new ReverseMove(databases.source(), databases.targetOfMaster(), settings, EventListener.NONE);
        return (DynoliftException) catchThrowable(
                        () -> CompletableFuture.supplyAsync(move::run).get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .getCause();
    }

    private static Verification.Outcome verify(TwoDatabases databases) {
        try (Verification verification = Verification.begin(
                databases.source(), databases.targetOfMaster(), TableSelection.ALL, false, 2, EventListener.NONE)) {
            return verification.compare();
        }
    }

    private static Optional<Compared> unverified(TwoDatabases databases) {
        try (Session source = databases.source().open("test");
                Session target = databases.targetOfMaster().open("test")) {
            TargetState state = TargetState.of(source, target);
            return Unverified.last(state, source, target);
        }
    }
}
