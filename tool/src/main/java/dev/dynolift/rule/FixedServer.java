package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line of configuration that names a server for production. */
final class FixedServer extends MentionRule {

    FixedServer() {
        super(
                "fixed-server",
                WARNING,
                "b19",
                Kind.FIXED_SERVER,
                "The configuration for production names a server instead of reading a setting.",
                "Settings made on AWS do not reach it: it goes on asking the old address, or one that is not there.",
                "Read it: <%= ENV[\"REDIS_URL\"] %>.");
    }

    @Override
    String next(@Nullable String name) {
        return name == null ? super.next(name) : "Read it: " + name + " = env(\"" + setting(name) + "\").";
    }

    /** Prisma's names for its addresses, and the settings that they are usually read from. */
    private static String setting(String name) {
        return switch (name) {
            case "url" -> "DATABASE_URL";
            default -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        };
    }
}
