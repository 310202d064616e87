package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.fence.FenceToken;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import java.util.List;

/**
 * The two sessions that rounds run in: the sender's reads, the receiver's writes and holds a temporary table of keys for
 * each captured table.
 */
public record RoundSessions(Session sender, Session receiver) implements AutoCloseable {

    /** Opens both; the receiver's session may write through a fence there and, where allowed, fires no triggers. */
    public static RoundSessions open(Database sender, Database receiver, List<CapturedTable> tables) {
        SessionPair pair = SessionPair.open(() -> sender.open("rounds"), () -> receiver.open("rounds"));
        try {
            Session to = pair.target();
            ReplicaRole.tryToTake(to);
            FenceToken.hold(to);
            // A backlog's rows are told apart in memory, in one session: the servers' usual 4 MB would send them to
            // disk.
            to.execute("SET work_mem = '32MB'");
            for (CapturedTable captured : tables) {
                to.execute("CREATE TEMPORARY TABLE " + captured.stagedKeys() + " (" + captured.keyDefinitions()
                        + ") ON COMMIT DELETE ROWS");
            }
            return new RoundSessions(pair.source(), to);
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
