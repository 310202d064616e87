package dev.dynolift.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what: "Heroku login", "pg_dump"
 * @param found what is the case, never a secret
 * @param next what to do; empty when all is well
 * @param need who cannot do without it
 */
public record Check(String name, State state, String found, String next, Need need) {

    /** How well it is. */
    public enum State {
        OK,
        /** What comes next works, or most of it. */
        WARNING,
        /** What comes next cannot work like this. */
        FAILED,
        /** Could not be looked at, or need not be. */
        UNKNOWN
    }

    static Check ok(String name, String found) {
        return new Check(name, State.OK, found, "", Need.AUDIT);
    }

    static Check warning(String name, String found, String next) {
        return new Check(name, State.WARNING, found, next, Need.AUDIT);
    }

    static Check failed(String name, String found, String next) {
        return new Check(name, State.FAILED, found, next, Need.AUDIT);
    }

    static Check unknown(String name, String found, String next) {
        return new Check(name, State.UNKNOWN, found, next, Need.AUDIT);
    }

    /** The same, needed by nobody before that. */
    Check neededFor(Need later) {
        return new Check(name, state, found, next, later);
    }

    /** As it stands in the way of what comes next: what only a later step needs is a warning until then. */
    Check before(Need step) {
        return state == State.FAILED && need.compareTo(step) > 0
                ? new Check(
                        name,
                        State.WARNING,
                        found.replaceFirst("\\.$", "") + "; first needed by " + need.words(),
                        next,
                        need)
                : this;
    }
}
