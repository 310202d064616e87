package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.JointRequest;
import dev.dynolift.control.JointRequest.Step;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.engine.ForwardMove;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.engine.ReverseMove;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app with two databases, each moved by an engine of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataFenceCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TABLE = "CREATE TABLE words (id serial PRIMARY KEY, word text);"
            + " INSERT INTO words (word) SELECT 'before' FROM generate_series(1, 100)";
    private static final String WRITE = "INSERT INTO words (word) VALUES ('afterwards')";

    private final WrittenConsole console = new WrittenConsole();

    @Test
    void all_databases_are_fenced_and_switched_or_none_is_and_so_they_come_back() {
        TwoDatabases main = filled("fence_main");
        TwoDatabases analytics = filled("fence_analytics");
        Steps steps = new Steps();
        AtomicBoolean hole = new AtomicBoolean(true);
        CompletableFuture<Ending> first = forward(main, steps.of("main"));
        awaitProof(main.source(), Direction.FORWARD);
        assertThatThrownBy(() -> fence(Direction.FORWARD, main, analytics))
                .isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.next())
                        .contains("dynolift data sync --database analytics"))
                .hasMessageContaining("no engine runs that could take the order for analytics");

        CompletableFuture<Ending> refusing = forward(analytics, event -> {
            if (event instanceof Event.FenceStep step && step.step().equals("last round") && hole.getAndSet(false)) {
                analytics.asSourceOwner("ALTER TABLE words DISABLE TRIGGER dynolift_fence; " + WRITE);
            }
        });
        awaitState(analytics.source());
        assertThatThrownBy(() -> fence(Direction.FORWARD, main, analytics))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE))
                .hasMessageContaining("the engine of analytics did not fence, so none does")
                .hasMessageContaining("the fence has a hole");
        assertThatThrownBy(refusing::join).hasMessageContaining("hole");
        main.asSourceOwner(WRITE);
        analytics.asSourceOwner(WRITE);
        assertThat(first).isNotDone();
        steps.done.clear();

        CompletableFuture<Ending> second = forward(analytics, steps.of("analytics"));
        awaitState(analytics.source());
        assertThat(fence(Direction.FORWARD, main, analytics)).isZero();

        assertThat(List.of(first.join(), second.join())).containsOnly(Ending.HANDED_OVER);
        assertThat(steps.latest("refuse writes")).isBefore(steps.earliest("hand over"));
        assertThat(steps.latest("large objects")).isBefore(steps.earliest("hand over"));
        assertThat(console.out())
                .contains("Point the app at all the targets now")
                .contains("dynolift data reverse --database main ; dynolift data reverse --database analytics");
        assertThat(console.err()).contains("From the first fence to the last hand-over: ");
        assertMoved(main);
        assertMoved(analytics);

        CompletableFuture<Ending> back = reverse(main);
        CompletableFuture<Ending> backToo = reverse(analytics);
        awaitProof(main.targetOfMaster(), Direction.REVERSE);
        awaitProof(analytics.targetOfMaster(), Direction.REVERSE);
        assertThat(fence(Direction.REVERSE, main, analytics)).isZero();
        assertThat(List.of(back.join(), backToo.join())).containsOnly(Ending.HANDED_OVER);
        main.asSourceOwner(WRITE);
        analytics.asSourceOwner(WRITE);
    }

    @Test
    void fence_says_how_far_the_comparison_is_and_several_hand_over_without_it_when_that_is_wished() {
        TwoDatabases main = many("unverified_main");
        TwoDatabases analytics = many("unverified_analytics");
        CompletableFuture<Ending> first = slowly(main);
        CompletableFuture<Ending> second = slowly(analytics);
        awaitState(main.source(), "verifying");
        awaitState(analytics.source(), "verifying");

        DataFenceCommand alone = new DataFenceCommand();
        alone.yes = true;
        alone.seconds = 3;
        assertThatThrownBy(() -> alone.run(Map.of("main", main.source()), console.open()))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.next()).contains("dynolift data fence --unverified --database main");
                    assertThat(e.why()).containsPattern("of 201 tables, [0-9,]+ of about [0-9,]+ rows are compared");
                });
        assertThat(console.err()).contains("Waits until every row is compared; the app writes meanwhile.");
        main.asSourceOwner("UPDATE t_100 SET id = id");
        assertThatThrownBy(() -> fence(Direction.FORWARD, 3, false, main, analytics))
                .hasMessageContaining("no write was refused")
                .isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.next())
                        .contains("dynolift data fence --unverified --database main --database analytics"));
        main.asSourceOwner(WRITE);
        analytics.asSourceOwner(WRITE);

        assertThat(fence(Direction.FORWARD, 60, true, main, analytics)).isZero();

        assertThat(List.of(first.join(), second.join())).containsOnly(Ending.HANDED_OVER_UNVERIFIED);
        assertThat(console.out().lines().reduce((before, line) -> line).orElseThrow())
                .startsWith("UNVERIFIED: only ")
                .contains(" of main; ")
                .endsWith("dynolift data verify --database main ; dynolift data verify --database analytics");
        assertMoved(main);
        assertMoved(analytics);
    }

    @Test
    void fence_that_is_interrupted_while_it_waits_for_the_comparison_takes_its_order_back(@TempDir Path folder)
            throws Exception {
        TwoDatabases databases = many("fence_interrupted");
        CompletableFuture<Ending> move = slowly(databases);
        awaitState(databases.source(), "verifying");
        List<String> words = LaunchedJava.of(Main.class, "-Xmx64m");
        words.addAll(List.of("data", "fence", "--yes"));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment()
                .put("DYNOLIFT_SOURCE_URL", databases.sourceAddress().toUri().reveal());
        try (Session session = databases.source().open("test")) {
            Process process = builder.start();
            await(() -> Control.open(session).isPresent());

            process.destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Control.open(session)).isEmpty();
            assertThat(Files.readString(folder.resolve("said"))).contains("The order is withdrawn");
            Control.ask(session, Control.Kind.STOP);
        }
        assertThat(move.join()).isEqualTo(Ending.STOPPED);
    }

    @Test
    void engine_whose_asker_is_gone_lets_the_app_write_again_and_goes_on() {
        TwoDatabases databases = filled("fence_forsaken");
        CompletableFuture<Ending> move = forward(databases, EventListener.NONE);
        awaitProof(databases.source(), Direction.FORWARD);
        try (Session session = databases.source().open("test")) {
            long number = JointRequest.ask(session);
            await(() -> JointRequest.look(session, number).reached().isPresent());
            assertThat(Fence.stands(session)).as("before all are proved").isFalse();
            JointRequest.allow(session, number, Step.FENCE);
            await(() -> JointRequest.look(session, number)
                    .reached()
                    .filter(Step.FENCE::equals)
                    .isPresent());
            assertThatThrownBy(() -> databases.asSourceOwner(WRITE)).hasMessageContaining("refused");

            session.execute("UPDATE dynolift.request SET asker_alive = now() - interval '1 minute'");
            await(() -> !Fence.stands(session));

            assertThat(JointRequest.look(session, number).answer().orElseThrow())
                    .contains("whoever asked for the fence is gone");
            assertThat(JointRequest.allow(session, number, Step.HAND_OVER)).isFalse();
            databases.asSourceOwner(WRITE);
            awaitProof(databases.source(), Direction.FORWARD);

            // Nobody hears this one, so that a later order is not taken for the same.
            JointRequest.ask(session);
            session.execute(
                    "UPDATE dynolift.request SET asker_alive = now() - interval '1 minute' WHERE answered_at IS NULL");
            Control.ask(session, Control.Kind.FENCE);
        }
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
    }

    /** When which step of a fence was done. */
    private static final class Steps {

        private final List<Map.Entry<String, Instant>> done = new CopyOnWriteArrayList<>();

        EventListener of(String name) {
            return event -> {
                if (event instanceof Event.FenceStep step) {
                    done.add(Map.entry(step.step() + " " + name, step.at()));
                }
            };
        }

        Instant latest(String step) {
            return times(step).get(1);
        }

        Instant earliest(String step) {
            return times(step).get(0);
        }

        private List<Instant> times(String step) {
            List<Instant> times = done.stream()
                    .filter(entry -> entry.getKey().startsWith(step))
                    .map(Map.Entry::getValue)
                    .sorted()
                    .toList();
            assertThat(times).as(step).hasSize(2);
            return times;
        }
    }

    private int fence(Direction direction, TwoDatabases main, TwoDatabases analytics) {
        return fence(direction, 600, false, main, analytics);
    }

    private int fence(Direction direction, int seconds, boolean unverified, TwoDatabases main, TwoDatabases analytics) {
        DataFenceCommand command = new DataFenceCommand();
        command.yes = true;
        command.seconds = seconds;
        command.unverified = unverified;
        command.reverse = direction == Direction.REVERSE;
        Map<String, Database> senders = new LinkedHashMap<>();
        senders.put("main", command.reverse ? main.targetOfMaster() : main.source());
        senders.put("analytics", command.reverse ? analytics.targetOfMaster() : analytics.source());
        return command.run(senders, console.open());
    }

    private static TwoDatabases filled(String name) {
        TwoDatabases databases = TwoDatabases.fresh(name);
        databases.asSourceOwner(TABLE);
        return databases;
    }

    /** Of whose tables an engine in no hurry compares one a round. */
    private static TwoDatabases many(String name) {
        TwoDatabases databases = filled(name);
        databases.asSourceOwner(
                "DO $$ BEGIN FOR i IN 100..299 LOOP EXECUTE format('CREATE TABLE t_%s (id int PRIMARY KEY);"
                        + " INSERT INTO t_%s SELECT generate_series(1, 100)', i, i); END LOOP; END $$; ANALYZE");
        return databases;
    }

    private static CompletableFuture<Ending> slowly(TwoDatabases databases) {
        EngineSettings slow = new EngineSettings(
                2,
                Duration.ofMillis(50),
                Duration.ofNanos(1),
                Duration.ofSeconds(3),
                Long.MAX_VALUE,
                EngineSettings.WITHOUT_END,
                false);
        EventListener sleepy = event -> {
            if (event instanceof Event.VerifyProgress) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        };
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.targetOfMaster(), slow, sleepy).run());
    }

    private static void assertMoved(TwoDatabases databases) {
        String rows = "SELECT string_agg(w::text, ' ' ORDER BY id) FROM words AS w";
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
        databases.asTargetOwner(WRITE);
        assertThatThrownBy(() -> databases.asSourceOwner(WRITE)).hasMessageContaining("refused");
    }

    private static CompletableFuture<Ending> forward(TwoDatabases databases, EventListener events) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.targetOfMaster(), EngineSettings.defaults(), events)
                        .run());
    }

    private static CompletableFuture<Ending> reverse(TwoDatabases databases) {
        return CompletableFuture.supplyAsync(() -> new ReverseMove(
                        databases.source(), databases.targetOfMaster(), EngineSettings.defaults(), EventListener.NONE)
                .run());
    }

    /** Until an engine is at work, whatever it does: the order waits for its proof. */
    private static void awaitState(Database sender) {
        try (Session session = sender.open("test")) {
            await(() -> new Control(Direction.FORWARD)
                    .status(session)
                    .filter(status -> status.heartbeatAge().compareTo(Duration.ofSeconds(5)) < 0)
                    .isPresent());
        }
    }

    private static void awaitState(Database sender, String state) {
        try (Session session = sender.open("test")) {
            await(() -> new Control(Direction.FORWARD)
                    .status(session)
                    .filter(status -> status.state().equals(state))
                    .isPresent());
        }
    }

    private static void awaitProof(Database sender, Direction direction) {
        try (Session session = sender.open("test")) {
            await(() -> new Control(direction)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isPresent());
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
