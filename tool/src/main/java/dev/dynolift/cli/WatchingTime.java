package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.time.Duration;

/** A time span as people write it: "90m", "24h", "45s". */
final class WatchingTime {

    private WatchingTime() {}

    /** @throws DynoliftException INPUT */
    static Duration parse(String text) {
        if (!text.matches("[1-9]\\d{0,5}[smh]")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "\"" + text + "\" is no time to watch",
                    "It has a number and one of s, m, h.",
                    "Give --watch-scheduler 24h: a day shows every job.");
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
