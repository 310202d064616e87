package dev.dynolift.postgres;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The network's end of one connection, for one who looks at it from another thread: whether somebody waits there, and
 * whether anything has moved since the last look. Costs the one who works a store for each piece of bytes.
 */
final class Wire {

    /** Grows by one when a wait begins and when it ends: odd while somebody waits. */
    private final AtomicLong steps = new AtomicLong();

    private volatile @Nullable Socket socket;

    void is(Socket created) {
        socket = created;
    }

    /** Bytes are waited for, or room for them. Called by the connection's own thread. */
    void waits() {
        steps.lazySet(steps.getPlain() | 1);
    }

    /** Bytes came or went. */
    void moves() {
        steps.lazySet((steps.getPlain() | 1) + 1);
    }

    /** Differs from an earlier answer when anything has moved since. */
    long steps() {
        return steps.get();
    }

    /** Whether somebody waited at the time of such an answer. */
    static boolean isWaiting(long steps) {
        return (steps & 1) == 1;
    }

    boolean isClosed() {
        Socket known = socket;
        return known == null || known.isClosed();
    }

    /** Ends the connection below whatever encrypts it: a thread that waits there fails at once. */
    void cut() {
        Socket known = socket;
        if (known != null) {
            try {
                known.close();
            } catch (IOException e) {
                // Nothing is lost with a connection that cannot even be closed.
            }
        }
    }
}
