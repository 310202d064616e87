package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a copy may take from a source, for the commands that copy rows. */
final class RateOption {

    private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*([kKmMgG]?)[bB]?(?:/s)?");

    @Option(
            names = "--max-rate",
            paramLabel = "BYTES",
            description = "Copy no more than so many bytes a second from a source that serves customers: 20MB.")
    @Nullable
    String maxRate;

    /** The limit, or {@link Long#MAX_VALUE} for none. */
    long bytesPerSecond() {
        return maxRate == null ? Long.MAX_VALUE : bytes(maxRate);
    }

    /** "20MB" as a number; units are powers of 1024, as in the servers' own settings. */
    static long bytes(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--max-rate " + text + " cannot be used",
                    "it is no number of bytes above 0",
                    "Give a number with or without a unit (kB, MB, GB): --max-rate 20MB.");
        }
        int power = "KMG"
                .indexOf(
                        matcher.group(2).isEmpty()
                                ? ' '
                                : Character.toUpperCase(matcher.group(2).charAt(0)));
        return Long.parseLong(matcher.group(1)) << 10 * (power + 1);
    }
}
