package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.control.Method;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/**
 * The move that a target's record is of, as a command.
 *
 * @param tables the options that select its tables; empty for all of them
 */
record BegunCopy(Method method, String tables, boolean rowsOnly) {

    /** Reads it; empty when none was begun. */
    static Optional<BegunCopy> of(Session target) {
        if (!ProgressStore.isInstalled(target)) {
            return Optional.empty();
        }
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        return progress.method(target)
                .map(method -> new BegunCopy(
                        method,
                        progress.options(target).orElse(""),
                        progress.extent(target).orElse("").endsWith(Extent.ROWS_ONLY)));
    }

    /** What goes on with it, or starts it over, without the program's name: "data copy --quiet --tables orders". */
    String command() {
        return method.command() + spaced(tables) + (rowsOnly ? " --rows-only" : "");
    }

    /** What compares it: "data verify --tables orders". */
    String verification() {
        return verification(tables);
    }

    static String verification(String tables) {
        return "data verify" + spaced(tables);
    }

    private static String spaced(String options) {
        return options.isEmpty() ? "" : " " + options;
    }
}
