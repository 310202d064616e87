package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import java.util.function.Supplier;

/**
 * The two databases of a {@code data} command, from the environment: an address in an argument would show its password to
 * everybody on the machine.
 */
final class DatabaseAddresses {

    static final String SOURCE = "DYNOLIFT_SOURCE_URL";
    static final String TARGET = "DYNOLIFT_TARGET_URL";

    private DatabaseAddresses() {}

    static Database source() {
        return new Database("source", address(SOURCE));
    }

    static Database target() {
        return new Database("target", address(TARGET));
    }

    private static Supplier<DatabaseUrl> address(String variable) {
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the environment variable " + variable + " is not set",
                    "it says where the " + (variable.equals(SOURCE) ? "source" : "target") + " database is",
                    "Set it to postgres://USER:PASSWORD@HOST:PORT/DATABASE and run the same command again.");
        }
        DatabaseUrl url = DatabaseUrl.parse(text, variable);
        return () -> url;
    }
}
