package dev.dynolift.error;

/**
 * One thing that is wrong with an input.
 *
 * @param where the place: a file, a file and line ("plan.yaml:12"), a table
 * @param what what is wrong there, and why
 * @param next what to do about it; may be empty
 */
public record Problem(String where, String what, String next) {

    @Override
    public String toString() {
        String text = where.isEmpty() ? what : where + ": " + what;
        return next.isEmpty() ? text : text + " → " + next;
    }
}
