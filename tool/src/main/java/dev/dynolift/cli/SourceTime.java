package dev.dynolift.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** At which moment a source was as it was copied or compared, in words of this machine's zone. */
final class SourceTime {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");

    private SourceTime() {}

    static String words(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
