package dev.dynolift.rehearse;

import dev.dynolift.migrate.Step;

/** The rehearsal's own comparison of both sides, now that nobody writes. A difference is a result, not an error here. */
record CompareDatabases(RehearsalRun run) implements Step {

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public String title() {
        return "Compare both databases in plain SQL";
    }

    @Override
    public void carryOut() {
        run.comparisonIs(
                Comparison.of(run.databases().sourceOwner(), run.databases().targetApp()));
    }
}
