package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.preflight.Capacity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many connections to each side do the work. */
final class JobsOption {

    private static final int MOST = 64;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Copy and build indexes with N connections to each side (default: what both servers bear).")
    @Nullable
    Integer jobs;

    /** Refuses a number that cannot be meant, before any database is asked. */
    void check() {
        if (jobs != null && (jobs < 1 || jobs > MOST)) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "--jobs " + jobs + " cannot be used", "", "Give a number from 1 to " + MOST + ".");
        }
    }

    /** What was asked for, or what both servers bear. */
    int of(Database source, Database target) {
        check();
        return jobs == null ? Capacity.jobs(source, target) : jobs;
    }
}
