package dev.dynolift.standin;

import java.time.Duration;

/**
 * Something that goes wrong on purpose.
 *
 * @param path which requests it hits, without query; "*" is any, "/apps/crema*" whatever begins so, "POST /apps" no GET
 * @param status what is answered; 0 lets the request be answered as usual, only late; -1 cuts the connection
 * @param times how many requests are hit; {@link Integer#MAX_VALUE} is all
 * @param delay before the answer
 */
public record Fault(String path, int status, int times, Duration delay) {

    static final int CUT = -1;

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

    /** The connections of the next requests of that path end in the middle of the answer. */
    public static Fault cut(String path, int times) {
        return new Fault(path, CUT, times, Duration.ZERO);
    }

    /** Everything that belongs to one app is answered with an error, as to somebody who has no right to it. */
    public static Fault forbidden(String app) {
        return always("/apps/" + app + "*", 403);
    }

    boolean hits(String method, String requestedPath) {
        String requested = path.startsWith("POST ") ? method + " " + requestedPath : requestedPath;
        return path.endsWith("*") ? requested.startsWith(path.substring(0, path.length() - 1)) : path.equals(requested);
    }
}
