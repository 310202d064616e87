package dev.dynolift.preflight;

import java.util.function.Consumer;

/** Majors of both servers. */
final class Versions implements Check {

    private static final int OLDEST_MAJOR = 14;

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        int from = sides.sourceMajor();
        int to = sides.targetMajor();
        if (from < OLDEST_MAJOR) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "it is PostgreSQL " + from,
                    "That one cannot read ranges of blocks without scanning the table.",
                    "Upgrade it at Heroku to " + OLDEST_MAJOR + " or newer first."));
        }
        if (to < from) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "PostgreSQL " + to + " is older than the source's " + from,
                    "Definitions and rows can use what it does not know yet.",
                    "Create the target with " + from + " or newer."));
        }
    }
}
