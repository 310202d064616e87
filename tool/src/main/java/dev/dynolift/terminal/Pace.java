package dev.dynolift.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a growing number grows, over the last ten seconds. Not thread-safe. */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private record Sample(Instant at, double value) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(Instant at, double value) {
        samples.addLast(new Sample(at, value));
        // One sample older than the window stays: it is where the window begins.
        while (samples.size() > 2 && second().at().isBefore(at.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    /** Growth in a second; 0 while too little is known. */
    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        Duration between = Duration.between(first.at(), last.at());
        return between.compareTo(SHORTEST) < 0
                ? 0
                : Math.max(0, last.value() - first.value()) / (between.toMillis() / 1_000.0);
    }

    private Sample second() {
        Sample first = samples.removeFirst();
        Sample second = samples.getFirst();
        samples.addFirst(first);
        return second;
    }
}
