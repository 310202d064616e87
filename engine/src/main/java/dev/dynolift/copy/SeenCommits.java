package dev.dynolift.copy;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Pause;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Waits, between the last chunk and the first round, until the source itself shows every commit that a follower has shown.
 *
 * <p>A server writes a commit to its log, then waits for those who have to confirm it, and only then counts the transaction
 * as done. A follower replays the log meanwhile, so that it may show a commit which its source does not show yet. A chunk
 * that has seen the rows of such a transaction X, and a first round at a snapshot S of the source that does not see it,
 * would leave the target with what no state of the source ever was: X's keys are logged by X itself, and S does not see
 * those either.
 *
 * <p>Proof that no X is left. After the last chunk a token is committed at the source by a transaction T, and the follower
 * has shown it. Whatever any chunk has seen was in the log before T's commit, and so had a number below T's. A snapshot A
 * that the source takes after T sees each transaction below T as committed or aborted, or lists it as running. Of a listed
 * one the follower, having replayed the log behind T, knows whether its commit is there: if none is committed there, no X
 * is left in A, and S, which is taken later, sees at least what A sees.
 *
 * <p>Without the follower, which may have gone since, nobody can tell whose commit is in the log already. Then all that are
 * listed are waited for, but those that sit idle in their transactions: they have not asked for their commit.
 */
final class SeenCommits {

    private static final SqlFile RUNNING = SqlFile.of(SeenCommits.class, "running.sql");

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration SAID_AFTER = Duration.ofSeconds(5);

    private final Database source;
    private final EventListener events;

    SeenCommits(Database source, EventListener events) {
        this.source = source;
        this.events = events;
    }

    /** Whether any chunk that counts came from a follower. */
    static boolean isNeeded(Session target) {
        return target.yes("SELECT EXISTS (SELECT FROM dynolift.chunk WHERE by_follower)");
    }

    void await(Optional<Follower> follower) {
        try (Session primary = source.open("follower")) {
            if (follower.isPresent()) {
                awaitWith(follower.get(), primary);
            } else {
                awaitAlone(primary);
            }
            primary.execute("DELETE FROM dynolift.follower_token");
        }
    }

    private void awaitWith(Follower follower, Session primary) {
        try (Session here = follower.database().open("follower")) {
            Follower.Token token = follower.prove(primary, here);
            await(() -> {
                List<Long> listed = primary.query(
                        "SELECT xid::text::bigint FROM pg_snapshot_xip(pg_current_snapshot()) AS xid WHERE xid < ?::xid8",
                        row -> row.getLong(1),
                        token.transaction());
                return here.query(
                        "SELECT xid FROM unnest(?::bigint[]) AS xid WHERE pg_xact_status(xid::text::xid8) = 'committed'",
                        row -> row.getLong(1),
                        Names.array(listed));
            });
        }
    }

    private void awaitAlone(Session primary) {
        String now = primary.text("SELECT pg_current_snapshot()::text");
        await(() -> primary.query(RUNNING.text(), row -> row.getLong(1), now));
    }

    /** What is looked for again and again. */
    private interface Look {
        /** Numbers of transactions that are to be waited for. */
        List<Long> left();
    }

    private void await(Look look) {
        Instant began = Instant.now();
        boolean said = false;
        while (true) {
            List<Long> left = look.left();
            if (left.isEmpty()) {
                return;
            }
            if (!said && Duration.between(began, Instant.now()).compareTo(SAID_AFTER) > 0) {
                said = true;
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "The first round waits for "
                                + (left.size() == 1 ? "a transaction" : left.size() + " transactions")
                                + " of the source (number " + left.get(0)
                                + "): the follower shows, or may have shown, a"
                                + " commit that the source does not show yet. One that waits for a synchronous standby is"
                                + " seen in pg_stat_activity by its wait_event SyncRep."));
            }
            Pause.of(LOOK_EVERY, "it waited for transactions of the source");
        }
    }
}
