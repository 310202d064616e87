package dev.dynolift.preflight;

import java.util.function.Consumer;

/** Looks at one subject. It runs in read-only transactions of its own at both sides. */
@FunctionalInterface
interface Check {

    void look(Sides sides, Consumer<Finding> found);

    /** What it looks at, for the sentence that says that it could not: "versions". */
    default String subject() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
    }
}
