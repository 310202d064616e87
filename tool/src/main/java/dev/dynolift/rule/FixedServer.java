package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.Locale;

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
                "");
    }

    @Override
    String next(SourceMention mention) {
        String name = mention.name();
        if (name != null) {
            return "Read it: " + name + " = env(\"" + setting(name) + "\").";
        }
        String setting = mention.file().endsWith("database.yml") ? "DATABASE_URL" : "REDIS_URL";
        return "Read it: " + read(mention.file(), setting) + ".";
    }

    /** As one reads a setting in a file of that kind. */
    private static String read(String file, String setting) {
        if (file.endsWith(".rb")) {
            return "ENV.fetch(\"" + setting + "\")";
        }
        if (file.matches(".*\\.[cm]?[jt]sx?")) {
            return "process.env." + setting;
        }
        return file.endsWith(".py") ? "os.environ[\"" + setting + "\"]" : "<%= ENV[\"" + setting + "\"] %>";
    }

    /** Prisma's names for its addresses, and the settings that they are usually read from. */
    private static String setting(String name) {
        return switch (name) {
            case "url" -> "DATABASE_URL";
            default -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        };
    }
}
