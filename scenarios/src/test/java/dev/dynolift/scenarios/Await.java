package dev.dynolift.scenarios;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Await {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A look may be a whole psql: often enough to meet a copy that takes seconds, and seldom enough not to slow it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(80);

    private Await() {}

    /** Looks until it is so; fails after five minutes, or at once when a run that should bring it about has ended. */
    static void until(String what, Program.Running run, Callable<Boolean> isSo) throws Exception {
        until(what, LONGEST, () -> {
            boolean alive = run.process().isAlive();
            if (isSo.call()) {
                return true;
            }
            if (!alive) {
                throw new AssertionError("the program ended before " + what + "; it said:\n" + run.said());
            }
            return false;
        });
    }

    /** Looks until it is so; fails when that takes longer than the time given. */
    static void until(String what, Duration longest, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!isSo.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so after " + longest + ": " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
