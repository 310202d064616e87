package dev.dynolift.heroku;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.rest.Pause;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the account's allowance of requests from running dry: 4500, refilled by 75 a minute. A part is left alone, since
 * the app's own tools draw on it too. Thread-safe.
 */
final class RateLimit {

    /** What is left to others. */
    static final int RESERVE = 100;

    static final int MOST = 4500;
    static final Duration REFILL_OF_ONE = Duration.ofMillis(800);

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final EventListener events;
    private final Pause pause;
    private final InstantSource clock;
    /** Held while waiting, so that those who wait go one by one; the numbers below have a lock of their own. */
    private final ReentrantLock queue = new ReentrantLock(true);

    private double available = Double.MAX_VALUE;
    private int underWay;
    private Instant counted;
    private boolean told;

    RateLimit(EventListener events, Pause pause, InstantSource clock) {
        this.events = events;
        this.pause = pause;
        this.clock = clock;
        this.counted = clock.instant();
    }

    /** Waits until a request may be sent. Every call is followed by one of {@link #afterRequest}. */
    void beforeRequest() throws InterruptedException {
        queue.lockInterruptibly();
        try {
            while (!take()) {
                pause.of(REFILL_OF_ONE);
            }
        } finally {
            queue.unlock();
        }
    }

    /** @param headers null when no answer came */
    synchronized void afterRequest(@Nullable HttpHeaders headers) {
        underWay--;
        if (headers != null) {
            headers.firstValue("RateLimit-Remaining")
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    // Whether Heroku has counted those under way, nobody knows.
                    .ifPresent(remaining -> available = Math.min(available, remaining - underWay));
        }
    }

    /** How many requests may be sent at once; the full allowance as long as nothing is known. */
    synchronized int availableNow() {
        refill();
        return (int) Math.max(0, Math.min(MOST, available) - RESERVE);
    }

    /** Waits until Heroku takes requests again, as long as it says; tells for how long. */
    Duration waitForRefill(HttpHeaders headers) throws InterruptedException {
        Duration wait = headers.firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(DEFAULT_WAIT);
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        note("This account has used up Heroku's rate limit; waiting " + bounded.toSeconds() + " s.");
        pause.of(bounded);
        return bounded;
    }

    private synchronized boolean take() {
        refill();
        if (available - 1 < RESERVE) {
            if (!told) {
                told = true;
                note("Heroku allows this account only " + (int) Math.max(0, available)
                        + " more requests for now; going on with 75 a minute.");
            }
            return false;
        }
        available--;
        underWay++;
        return true;
    }

    private void refill() {
        Instant now = clock.instant();
        double refilled = (double) Duration.between(counted, now).toMillis() / REFILL_OF_ONE.toMillis();
        counted = now;
        // As long as nothing is known there is nothing to add to.
        available = available == Double.MAX_VALUE ? available : Math.min(MOST, available + Math.max(0, refilled));
    }

    private void note(String text) {
        events.on(new Event.Note(Instant.now(), Event.Level.WARNING, text));
    }
}
