package dev.dynolift.heroku;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the account's allowance of requests from running dry, since the app's own tools draw on it too: 4500, refilled by
 * 75 a minute. Not thread-safe.
 */
final class RateLimit {

    /** Below this, requests go no faster than Heroku refills the allowance. */
    private static final int RESERVE = 100;

    private static final Duration REFILL_OF_ONE = Duration.ofMillis(800);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final EventListener events;
    private final Pause pause;
    private long remaining = Long.MAX_VALUE;
    private boolean told;

    RateLimit(EventListener events, Pause pause) {
        this.events = events;
        this.pause = pause;
    }

    void beforeRequest() throws InterruptedException {
        if (remaining < RESERVE) {
            if (!told) {
                told = true;
                note("Heroku allows this account only " + remaining + " more requests for now; going slowly.");
            }
            pause.of(REFILL_OF_ONE);
        }
    }

    void learn(HttpHeaders headers) {
        remaining = headers.firstValue("RateLimit-Remaining")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .orElse(remaining);
    }

    /** Waits until Heroku takes requests again, as long as it says. */
    void waitForRefill(HttpHeaders headers) throws InterruptedException {
        Duration wait = headers.firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(DEFAULT_WAIT);
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        note("This account has used up Heroku's rate limit; waiting " + bounded.toSeconds() + " s.");
        pause.of(bounded);
    }

    private void note(String text) {
        events.on(new Event.Note(Instant.now(), Event.Level.WARNING, text));
    }
}
