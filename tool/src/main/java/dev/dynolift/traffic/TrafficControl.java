package dev.dynolift.traffic;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a process's writers are told: where to go, to hold, to end. Thread-safe. */
final class TrafficControl {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Side side;
    private volatile boolean stopped;
    private boolean held;

    TrafficControl(Side side) {
        this.side = side;
    }

    Side side() {
        return side;
    }

    void use(Side next) {
        side = next;
    }

    void hold(boolean yes) {
        change(() -> held = yes);
    }

    void stop() {
        change(() -> stopped = true);
    }

    /** Waits while writers are held; false once they shall end. */
    boolean mayGoOn() {
        lock.lock();
        try {
            while (held && !stopped) {
                changed.awaitUninterruptibly();
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, or until writers shall end. */
    void pause(int millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !stopped) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
