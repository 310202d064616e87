package dev.dynolift.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what: "Heroku login", "pg_dump"
 * @param found what is the case, never a secret
 * @param next what to do; empty when all is well
 */
public record Check(String name, State state, String found, String next) {

    /** How well it is. */
    public enum State {
        OK,
        /** The move works, or most of it. */
        WARNING,
        /** The move cannot work like this. */
        FAILED,
        /** Could not be looked at, or need not be. */
        UNKNOWN
    }

    static Check ok(String name, String found) {
        return new Check(name, State.OK, found, "");
    }

    static Check warning(String name, String found, String next) {
        return new Check(name, State.WARNING, found, next);
    }

    static Check failed(String name, String found, String next) {
        return new Check(name, State.FAILED, found, next);
    }

    static Check unknown(String name, String found, String next) {
        return new Check(name, State.UNKNOWN, found, next);
    }
}
