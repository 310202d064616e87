package dev.dynolift.preflight;

/**
 * One thing that a person has to know before a move. No part holds a value of a row, an address or a password.
 *
 * @param what what is there, a clause that can follow "source: "
 * @param why what comes of it, a sentence
 * @param next what to do about it, a sentence in the imperative; empty when there is nothing to do
 */
public record Finding(Severity severity, Side side, String what, String why, String next) {

    static Finding blocking(Side side, String what, String why, String next) {
        return new Finding(Severity.BLOCKING, side, what, why, next);
    }

    static Finding warning(Side side, String what, String why, String next) {
        return new Finding(Severity.WARNING, side, what, why, next);
    }

    static Finding info(Side side, String what, String why) {
        return new Finding(Severity.INFO, side, what, why, "");
    }

    /** On one line: where, what, why, and what to do. */
    @Override
    public String toString() {
        return side.word() + ": " + what + ". " + why + (next.isEmpty() ? "" : " → " + next);
    }
}
