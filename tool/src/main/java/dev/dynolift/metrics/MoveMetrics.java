package dev.dynolift.metrics;

import dev.dynolift.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the events of a live move add up to, as Prometheus reads it. Not thread-safe. */
final class MoveMetrics {

    private final String direction;
    private @Nullable Instant state;
    private @Nullable Instant waitingSince;
    private Event.@Nullable Health health;
    private long rounds;
    private long rows;
    private long outages;
    private long differences;
    private boolean proved;
    private boolean unverified;

    MoveMetrics(String direction) {
        this.direction = direction;
    }

    void take(Event event) {
        if (event instanceof Event.RoundFinished round) {
            rounds = round.number();
            rows += round.rows();
            // The receiver equals the sender as of the round's beginning.
            state = round.at().minus(round.took());
        } else if (event instanceof Event.Health seen) {
            health = seen;
        } else if (event instanceof Event.Waiting waiting) {
            if (waitingSince == null) {
                waitingSince = waiting.at();
                outages++;
            }
        } else if (event instanceof Event.GoesOn) {
            waitingSince = null;
        } else if (event instanceof Event.Proved) {
            proved = true;
        } else if (event instanceof Event.HandedOver handed) {
            unverified = !handed.proved();
        } else if (event instanceof Event.StageStarted stage && stage.stage().equals("resynchronize")) {
            proved = false;
        } else if (event instanceof Event.DifferenceFound) {
            differences++;
        }
    }

    /** @param running whether the engine is at work, or has ended */
    String text(Instant now, boolean running) {
        StringBuilder text = new StringBuilder();
        gauge(text, "running", "Whether the engine runs: 0 when it has ended in order.", running ? 1 : 0);
        gauge(
                text,
                "connected",
                "Whether both databases answer: 0 while the engine waits.",
                waitingSince == null ? 1 : 0);
        gauge(
                text,
                "waiting_seconds",
                "For how long the engine has been waiting for a database.",
                age(waitingSince, now));
        if (state != null) {
            gauge(text, "lag_seconds", "Age of the state that the receiving database has.", age(state, now));
        }
        gauge(text, "proved", "Whether every row was compared without a difference.", proved ? 1 : 0);
        gauge(
                text,
                "unverified",
                "Whether the other side has taken over before every row was compared.",
                unverified ? 1 : 0);
        Event.Health seen = health;
        if (seen != null) {
            gauge(text, "log_rows", "Changed keys that wait for the next round.", seen.rowsWaiting());
            gauge(text, "log_bytes", "What the log of changed keys takes on disk.", seen.logBytes());
            gauge(
                    text,
                    "oldest_transaction_seconds",
                    "Age of the oldest writing transaction, which keeps the log from being emptied.",
                    seconds(seen.oldestTransaction()));
        }
        counter(text, "rounds_total", "Rounds of this move.", rounds);
        counter(text, "rows_total", "Rows that this engine brought in rounds.", rows);
        counter(text, "outages_total", "How often this engine had to wait for a database.", outages);
        counter(text, "differences_total", "Rows that were found to differ.", differences);
        return text.toString();
    }

    private static double age(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, seconds(Duration.between(since, now)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private void gauge(StringBuilder text, String name, String help, double value) {
        sample(text, name, "gauge", help, value);
    }

    private void counter(StringBuilder text, String name, String help, double value) {
        sample(text, name, "counter", help, value);
    }

    private void sample(StringBuilder text, String name, String type, String help, double value) {
        String full = "dynolift_" + name;
        String number =
                value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
        text.append("# HELP ").append(full).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(full).append(' ').append(type).append('\n');
        text.append(full)
                .append("{direction=\"")
                .append(direction)
                .append("\"} ")
                .append(number)
                .append('\n');
    }
}
