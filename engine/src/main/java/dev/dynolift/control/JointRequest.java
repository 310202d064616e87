package dev.dynolift.control;

import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * How the engines of an app's several databases fence and hand over together. Each has a request of its own, at its own
 * sender; it goes no further than whoever asked allows, and says how far it is. As long as it may not hand over, the
 * request can be withdrawn, and an engine whose asker has fallen silent lets the app write again by itself.
 */
public final class JointRequest {

    /** How far an engine may go, or has come. */
    public enum Step {
        /** Every row is compared, or nobody wants to wait for that. */
        PROOF,
        /** Writes are refused, and all that was written before is at the receiver. */
        FENCE,
        /** The receiver takes over. */
        HAND_OVER;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Whoever asks says more often that he is there; the app must not wait for longer when he is not. */
    static final String SILENCE = "interval '15 seconds'";

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private JointRequest() {}

    /** Asks one engine, which may go as far as its proof; an older request is withdrawn. Returns the request's number. */
    public static long ask(Session sender) {
        return ask(sender, false);
    }

    /** @param unverified that the engine shall not wait until every row is compared */
    public static long ask(Session sender, boolean unverified) {
        // The engine at work may be of an older version, which waits for the comparison whatever is asked.
        Control.install(sender);
        Control.withdraw(sender, Control.Kind.FENCE);
        return sender.number(
                "INSERT INTO dynolift.request (kind, allowed, asker_alive, unverified) VALUES ('fence', ?, now(), ?)"
                        + " RETURNING number",
                Step.PROOF.word(),
                unverified);
    }

    /**
     * What has become of a request.
     *
     * @param reached how far its engine is
     * @param answer how it ended; empty while it has not
     */
    public record State(Optional<Step> reached, Optional<String> answer) {}

    /** Looks what has become of a request, and says to its engine that somebody still waits. */
    public static State look(Session sender, long number) {
        return sender.one(
                "UPDATE dynolift.request SET asker_alive = now() WHERE number = ? RETURNING reached, answer",
                row -> new State(
                        Optional.ofNullable(row.getString(1)).map(JointRequest::step),
                        Optional.ofNullable(row.getString(2))),
                number);
    }

    /** Lets an engine go further; false when its request has ended meanwhile. */
    public static boolean allow(Session sender, long number, Step step) {
        return sender.update(
                        "UPDATE dynolift.request SET allowed = ?, asker_alive = now()"
                                + " WHERE number = ? AND answered_at IS NULL",
                        step.word(),
                        number)
                == 1;
    }

    /** Takes a request back, unless its engine may hand over already: then it does, whatever anybody wishes. */
    public static void withdraw(Session sender, long number) {
        end(sender, number, "withdrawn");
    }

    /** At the engine: says that nothing is left to compare, and asks whether to raise the fence. */
    public static boolean mayFence(Session sender, Control.Request request) {
        if (!request.joint()) {
            return true;
        }
        say(sender, request, Step.PROOF);
        return sender.yes(
                "SELECT allowed <> ? FROM dynolift.request WHERE number = ?", Step.PROOF.word(), request.number());
    }

    /**
     * At the engine, behind its fence: waits until all others stand behind theirs.
     *
     * @return whether to hand over; when not, the request has ended, and the app must be able to write again
     */
    public static boolean awaitHandover(Session sender, Control.Request request) {
        say(sender, request, Step.FENCE);
        while (true) {
            Waiting waiting = sender.one(
                    "SELECT allowed, answered_at IS NOT NULL, asker_alive < now() - " + SILENCE
                            + " FROM dynolift.request WHERE number = ?",
                    row -> new Waiting(step(row.getString(1)), row.getBoolean(2), row.getBoolean(3)),
                    request.number());
            if (waiting.ended()) {
                return false;
            }
            if (waiting.allowed() == Step.HAND_OVER) {
                return true;
            }
            if (waiting.silent() && end(sender, request.number(), "refused: whoever asked for the fence is gone")) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private record Waiting(Step allowed, boolean ended, boolean silent) {}

    private static void say(Session sender, Control.Request request, Step reached) {
        sender.update(
                "UPDATE dynolift.request SET reached = ? WHERE number = ? AND answered_at IS NULL"
                        + " AND reached IS DISTINCT FROM ?",
                reached.word(),
                request.number(),
                reached.word());
    }

    /** The one statement decides: an engine that may hand over, and a request that has ended, exclude each other. */
    private static boolean end(Session sender, long number, String answer) {
        return sender.update(
                        "UPDATE dynolift.request SET answered_at = now(), answer = ?"
                                + " WHERE number = ? AND answered_at IS NULL AND allowed <> ?",
                        answer,
                        number,
                        Step.HAND_OVER.word())
                == 1;
    }

    private static Step step(String word) {
        return Step.valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
