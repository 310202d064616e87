package dev.dynolift.image;

import dev.dynolift.inventory.ConfigVar;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a setting has in a trial: something of its value's shape that opens nothing. */
final class StubValue {

    private StubValue() {}

    static String of(String name, Optional<ConfigVar> known) {
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
