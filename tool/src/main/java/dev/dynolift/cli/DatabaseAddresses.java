package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseAddress;
import dev.dynolift.postgres.DatabaseUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The two databases of a {@code data} command, from the environment: an address in an argument would show its password to
 * everybody on the machine. In a variable it stays as it is; in a file or behind a command it may change while we work.
 */
final class DatabaseAddresses {

    static final String SOURCE = "DYNOLIFT_SOURCE_URL";
    static final String TARGET = "DYNOLIFT_TARGET_URL";
    static final String FOLLOWER = "DYNOLIFT_FOLLOWER_URL";

    private static final String PREFIX = "DYNOLIFT_";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?");
    private static final String FILE = "_FILE";
    private static final String COMMAND = "_COMMAND";

    private DatabaseAddresses() {}

    /** @param name of one of several databases; empty for the only one */
    static Database source(String name) {
        return new Database("source", address(variable(name, SOURCE), System.getenv()));
    }

    /** @param name of one of several databases; empty for the only one */
    static Database target(String name) {
        return new Database("target", address(variable(name, TARGET), System.getenv()));
    }

    /** @param name of one of several databases; empty for the only one */
    static Database follower(String name) {
        return new Database("follower", address(variable(name, FOLLOWER), System.getenv()));
    }

    /** The variable of one database: DYNOLIFT_ANALYTICS_SOURCE_URL. */
    static String variable(String name, String common) {
        if (name.isEmpty()) {
            return common;
        }
        if (!NAME.matcher(name).matches()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--database " + name + " cannot be used",
                    "the name is a part of an environment variable's",
                    "Give letters, digits, hyphens and underscores: --database analytics reads DYNOLIFT_ANALYTICS_SOURCE_URL.");
        }
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + common.substring(PREFIX.length());
    }

    static DatabaseAddress address(String variable, Map<String, String> environment) {
        List<String> set = List.of(variable, variable + FILE, variable + COMMAND).stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .toList();
        if (set.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the environment variable " + variable + " is not set",
                    "it says where the " + side(variable) + " database is",
                    "Set it to postgres://USER:PASSWORD@HOST:PORT/DATABASE and run the same command again; or set "
                            + variable + FILE + " or " + variable + COMMAND + " to what gives it.");
        }
        if (set.size() > 1) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the environment variables " + String.join(" and ", set) + " are set",
                    "each says where the same database is, and they may disagree",
                    "Unset all but one of them.");
        }
        String name = set.get(0);
        String value = environment.getOrDefault(name, "");
        if (name.endsWith(FILE)) {
            return new AddressInFile(Path.of(value.strip()), name);
        }
        if (name.endsWith(COMMAND)) {
            return new AddressOfCommand(value, name);
        }
        DatabaseUrl url = DatabaseUrl.parse(value, name);
        return () -> url;
    }

    private static String side(String variable) {
        return variable.endsWith(SOURCE.substring(PREFIX.length()))
                ? "source"
                : variable.endsWith(FOLLOWER.substring(PREFIX.length())) ? "follower" : "target";
    }
}
