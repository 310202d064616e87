package dev.dynolift.traffic;

import org.jspecify.annotations.Nullable;

/** One line of work in a script. */
sealed interface ScriptStep {

    /** Where it begins in its file, from 1. */
    int line();

    /** {@code \set name expression}. */
    record Assignment(int line, String name, Expression value) implements ScriptStep {}

    /**
     * A statement.
     *
     * @param storedPrefix what the columns' names get in front when the row is stored by {@code \gset}; null when it is not
     */
    record Query(
            int line, SqlText sql, QueryKind kind, @Nullable String storedPrefix) implements ScriptStep {}
}
