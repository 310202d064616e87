package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.server.FollowedSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A follower that serves the chunks becomes a server of its own. Trap 14 of docs/reference/live-move-traps.md. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowerPromotionTest {

    @TempDir
    Path folder;

    @Test
    void what_a_promoted_follower_takes_itself_is_not_copied() {
        try (FollowedSource servers = new FollowedSource(folder)) {
            FollowedMove move = new FollowedMove(servers, "promoted");
            AtomicBoolean promoted = new AtomicBoolean();
            EventListener promoting = event -> {
                if (event instanceof Event.CopyProgress progress
                        && progress.rows() > 100
                        && !promoted.getAndSet(true)) {
                    servers.atFollower("postgres", "SELECT pg_promote()");
                    servers.atFollower(move.name, "UPDATE orders SET word = 'of another server'");
                    servers.atFollower(move.name, "INSERT INTO bag VALUES ('of another server')");
                }
            };
            FollowedMove.await(move::isAtFollower);
            EngineSettings slow = EngineSettings.defaults().withBytesPerSecond(1_000_000);

            assertThatThrownBy(() -> move.run(true, slow, promoting).join())
                    .cause()
                    .isInstanceOfSatisfying(DynoliftException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                        assertThat(e.what()).isEqualTo("the follower's URL leads to a server that follows nobody");
                    });
            assertThat(promoted).isTrue();
            String strange = "SELECT (SELECT count(*) FROM public.orders WHERE word = 'of another server')"
                    + " + (SELECT count(*) FROM public.bag WHERE word = 'of another server')";
            assertThat(servers.atFollower(move.name, strange)).isNotEqualTo("0");
            assertThat(move.onTarget(strange)).isEqualTo("0");

            CompletableFuture<Ending> again = move.run(false, EventListener.NONE);
            FollowedMove.await(again, move::isProved);
            move.fence(again);
            move.assertEqual();
        }
    }
}
