package dev.dynolift.terminal;

import dev.dynolift.words.Counted;
import java.time.Duration;
import java.util.Locale;

/** Numbers for people, each with its unit and the same in every locale: 1,234,567 rows, 196 MB, 1.3 s, 42 ms, $12.50. */
public final class Numbers {

    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    private static final int BYTE_STEP = 1024;

    private Numbers() {}

    /** Digits in groups of three: "1,234,567". */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things; the plural is the singular with an s: "1 row", "1,234,567 rows". */
    public static String count(long number, String singular) {
        return Counted.of(number, singular);
    }

    public static String rows(long rows) {
        return count(rows, "row");
    }

    /** Three digits at most and steps of 1024, as PostgreSQL counts: "512 bytes", "1.4 kB", "196 MB". */
    public static String bytes(double bytes) {
        double size = bytes;
        int unit = 0;
        while (Math.round(size) >= BYTE_STEP && unit < BYTE_UNITS.length - 1) {
            size /= BYTE_STEP;
            unit++;
        }
        boolean fraction = unit > 0 && size < 9.95;
        return String.format(Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", size, BYTE_UNITS[unit]);
    }

    /** The two units that matter: "42 ms", "1.3 s", "2 min 05 s", "3 h 20 min". */
    public static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long seconds = Math.round(millis / 1_000.0);
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        long minutes = Math.round(seconds / 60.0);
        return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }

    /** A downtime or a lag, always in seconds so that two can be compared at a glance: "0.04 s", "0.9 s", "12.5 s". */
    public static String seconds(Duration duration) {
        double seconds = Math.max(0, duration.toMillis()) / 1_000.0;
        return String.format(Locale.ROOT, seconds > 0 && seconds < 0.095 ? "%.2f s" : "%,.1f s", seconds);
    }

    /** A share of the whole, 0 to 1, rounded down, so that 100 % means all: "62 %". */
    public static String percent(double share) {
        return (int) Math.floor(Math.max(0, Math.min(1, share)) * 100 + 1e-9) + " %";
    }

    /** A price in US dollars: "$1,204.50". */
    public static String dollars(double amount) {
        return String.format(Locale.ROOT, amount < 0 ? "-$%,.2f" : "$%,.2f", Math.abs(amount));
    }
}
