package dev.dynolift.error;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers everything that is wrong with an input, so that it is reported once and whole. Not thread-safe. */
public final class Problems {

    private final List<Problem> problems = new ArrayList<>();

    public void add(String where, String what, String next) {
        problems.add(new Problem(where, what, next));
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** The problems in the order in which they were found. */
    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /**
     * Ends the reading of an input.
     *
     * @param what what cannot be done now: "the plan cannot be used"
     * @throws DynoliftException with all problems, one a line, when there are any
     */
    public void throwIfAny(ErrorCode code, String what) {
        throwIfAny(code, what, "Mend the input and run the same command again.");
    }

    /** As above, with the words that say what to do. */
    public void throwIfAny(ErrorCode code, String what, String next) {
        if (problems.isEmpty()) {
            return;
        }
        String why = problems.size() == 1
                ? problems.get(0).toString()
                : problems.size() + " problems\n"
                        + problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n"));
        throw new DynoliftException(code, what, why, next);
    }
}
