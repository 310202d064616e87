package dev.dynolift.error;

import org.jspecify.annotations.Nullable;

/**
 * The one root of all errors that are shown to people: what happened, why, and what to do next, in that order. No part
 * may hold a secret's value; a cause is only printed with {@code --debug}, after redaction.
 */
public class DynoliftException extends RuntimeException {

    private final ErrorCode code;
    private final String what;
    private final String why;
    private final String next;

    /**
     * @param what what happened, a clause without a full stop: "the folder examples/x cannot be read"
     * @param why the reason, a sentence; empty when {@code what} already says it
     * @param next what to do now, a sentence in the imperative; empty when nothing can be done
     */
    public DynoliftException(ErrorCode code, String what, String why, String next) {
        this(code, what, why, next, null);
    }

    /** As above, with the exception that led here. */
    public DynoliftException(ErrorCode code, String what, String why, String next, @Nullable Throwable cause) {
        super(why.isEmpty() ? what : what + ": " + why, cause);
        this.code = code;
        this.what = what;
        this.why = why;
        this.next = next;
    }

    public ErrorCode code() {
        return code;
    }

    public String what() {
        return what;
    }

    public String why() {
        return why;
    }

    public String next() {
        return next;
    }
}
