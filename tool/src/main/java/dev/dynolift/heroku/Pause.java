package dev.dynolift.heroku;

import java.time.Duration;

/** Waits between two requests; tests do not. */
@FunctionalInterface
interface Pause {

    void of(Duration duration) throws InterruptedException;
}
