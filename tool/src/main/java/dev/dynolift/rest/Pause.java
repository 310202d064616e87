package dev.dynolift.rest;

import java.time.Duration;

/** Waits between two requests; tests do not. */
@FunctionalInterface
public interface Pause {

    /** Sleeps. */
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    void of(Duration duration) throws InterruptedException;
}
