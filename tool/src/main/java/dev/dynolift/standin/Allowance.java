package dev.dynolift.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How many requests an account may make, as Heroku counts: a bucket that is refilled steadily. Thread-safe. */
public final class Allowance {

    private final int most;
    private final double perMinute;
    private final InstantSource clock;
    private double left;
    private Instant counted;

    /** @param clock a test's own, when it does not want to wait */
    public Allowance(int most, double perMinute, InstantSource clock) {
        this(most, most, perMinute, clock);
    }

    /** As above, of an account that has used up a part already. */
    public Allowance(int most, int left, double perMinute, InstantSource clock) {
        this.most = most;
        this.perMinute = perMinute;
        this.clock = clock;
        this.left = left;
        this.counted = clock.instant();
    }

    /** What Heroku grants. */
    public static Allowance ofHeroku() {
        return new Allowance(4500, 75, InstantSource.system());
    }

    /** Takes one request; false when there is none left. */
    synchronized boolean take() {
        Instant now = clock.instant();
        left = Math.min(most, left + perMinute * Duration.between(counted, now).toMillis() / 60_000.0);
        counted = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    synchronized int remaining() {
        return (int) left;
    }
}
