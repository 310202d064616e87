package dev.dynolift.standin;

import java.time.Duration;

/**
 * Something that goes wrong on purpose.
 *
 * @param path which requests it hits, without query; "*" is any
 * @param status what is answered; 0 lets the request be answered as usual, only late
 * @param times how many requests are hit; {@link Integer#MAX_VALUE} is all
 * @param delay before the answer
 */
public record Fault(String path, int status, int times, Duration delay) {

    /** The next request of that path is answered with an error. */
    public static Fault once(String path, int status) {
        return new Fault(path, status, 1, Duration.ZERO);
    }

    /** All requests of that path are answered with an error. */
    public static Fault always(String path, int status) {
        return new Fault(path, status, Integer.MAX_VALUE, Duration.ZERO);
    }

    /** All requests of that path are answered late. */
    public static Fault slow(String path, Duration delay) {
        return new Fault(path, 0, Integer.MAX_VALUE, delay);
    }

    boolean hits(String requested) {
        return path.equals("*") || path.equals(requested);
    }
}
