package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class TargetStateTest {

    private final ProgressStore forward = new ProgressStore(Direction.FORWARD);
    private final ProgressStore back = new ProgressStore(Direction.REVERSE);

    @Test
    void a_way_back_counts_for_nothing_before_the_targets_own_word() {
        onBoth("state_word", (source, target) -> {
            begin(target, forward, Method.FENCED);
            begin(source, back, Method.LIVE);
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.UNPROVED);

            forward.enter(target, Phase.HANDED_OVER);
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.TAKEN_OVER);

            back.enter(source, Phase.HANDED_OVER);
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.GIVEN_BACK);
        });
    }

    @Test
    void a_target_that_knows_nothing_of_the_takeover_is_the_wrong_one() {
        onBoth("state_elsewhere", (source, target) -> {
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.UNRECORDED);

            Control.install(source);
            new Control(Direction.FORWARD).say(source, Control.plain("handed over"));
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.TAKEN_OVER_ELSEWHERE);

            // An engine that was killed before it could say so.
            new Control(Direction.FORWARD).say(source, Control.plain("fencing"));
            begin(source, back, Method.LIVE);
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.TAKEN_OVER_ELSEWHERE);

            back.enter(source, Phase.HANDED_OVER);
            assertThat(TargetState.of(source, target)).isEqualTo(TargetState.UNRECORDED);
        });
    }

    private static void begin(Session receiver, ProgressStore progress, Method method) {
        ProgressStore.install(receiver);
        progress.begin(receiver, method, Phase.LIVE);
    }

    private static void onBoth(String name, BiConsumer<Session, Session> work) {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases(name);
        try (Session source = new Database("source", addresses.sourceOwner()::toDatabaseUrl).open("test");
                Session target = new Database("target", addresses.targetMaster()::toDatabaseUrl).open("test")) {
            work.accept(source, target);
        }
    }
}
