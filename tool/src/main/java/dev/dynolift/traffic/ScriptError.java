package dev.dynolift.traffic;

/** A script that cannot go on for a reason of its own: a variable without a value, a range without numbers. */
final class ScriptError extends RuntimeException {

    ScriptError(String message) {
        super(message);
    }
}
