package dev.dynolift.dockerfile;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Absence;
import dev.dynolift.inventory.SettingUse.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in for a setting while an image is built or tried: something of its value's shape that opens nothing. */
public final class StandIn {

    private StandIn() {}

    /** @param known what the audit saw of the setting */
    public static String of(String name, Optional<ConfigVar> known) {
        String upper = name.toUpperCase(Locale.ROOT);
        String scheme = known.map(ConfigVar::scheme).orElse(null);
        if (upper.contains("REDIS") && upper.endsWith("URL")) {
            return "redis://127.0.0.1:6379/0";
        }
        if (upper.endsWith("DATABASE_URL") || upper.startsWith("HEROKU_POSTGRESQL")) {
            return (scheme == null ? "postgres" : scheme) + "://stub:stub@127.0.0.1/stub";
        }
        if (upper.endsWith("SECRET_KEY_BASE")) {
            return "5".repeat(128);
        }
        if (upper.endsWith("MASTER_KEY")) {
            return "5".repeat(32);
        }
        ConfigVar.Shape shape = known.map(ConfigVar::shape).orElse(null);
        return shape == null
                ? unseen(upper)
                : of(shape, scheme, known.map(ConfigVar::sizeBytes).orElse(0));
    }

    /**
     * Assignments for a line of a Dockerfile, each with a space behind it: settings without which code ends that runs at the
     * build. At Heroku all are there.
     *
     * @param given those that the line has already
     */
    static String assignments(ImageSource source, List<String> given) {
        return source.facts().needs().settings().stream()
                .filter(use -> use.phase() == Phase.BUILD && use.absence() == Absence.FAILS)
                .map(SettingUse::name)
                .filter(name -> !given.contains(name) && !name.equals("PORT"))
                .distinct()
                .sorted()
                .map(name -> name + "=" + word(of(name, source.heroku().configVar(name))) + " ")
                .collect(Collectors.joining());
    }

    private static String word(String value) {
        return value.matches("[\\w./:@-]+") ? value : "'" + value + "'";
    }

    private static String unseen(String upper) {
        if (upper.endsWith("_URL") || upper.endsWith("_URI")) {
            return "https://stub.invalid";
        }
        return upper.matches(".*(_COUNT|_SECONDS|_TIMEOUT|_THREADS|_CONCURRENCY|_SIZE|_LIMIT|_PORT|_DAYS)")
                ? "1"
                : "stub";
    }

    private static String of(ConfigVar.Shape shape, @Nullable String scheme, int bytes) {
        String address = scheme == null ? "https" : scheme;
        return switch (shape) {
            case URL -> address + "://stub.invalid";
            case URL_WITH_PASSWORD -> address + "://stub:stub@stub.invalid/stub";
            case NUMBER -> "1";
            case BOOLEAN -> "true";
            case JSON -> "{}";
            case HEXADECIMAL -> "5".repeat(Math.max(1, Math.min(bytes, 1024)));
            case EMAIL -> "stub@stub.invalid";
            case PEM, WORD, TEXT -> "stub";
        };
    }
}
