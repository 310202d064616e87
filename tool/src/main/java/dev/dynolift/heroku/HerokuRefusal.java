package dev.dynolift.heroku;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;

/** Heroku answered a request with an error. Holds nothing secret. */
public final class HerokuRefusal extends DynoliftException {

    private final int status;
    private final String id;

    HerokuRefusal(int status, String id, String what, String why, String next) {
        this(ErrorCode.HEROKU, status, id, what, why, next);
    }

    private HerokuRefusal(ErrorCode code, int status, String id, String what, String why, String next) {
        super(code, what, why, next);
        this.status = status;
        this.id = id;
    }

    /** The same refusal of what the user has given: a name or a login, at its first use. */
    public HerokuRefusal asInput() {
        return new HerokuRefusal(ErrorCode.INPUT, status, id, what(), why(), next());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Heroku's word for the error, "not_found"; may be empty. */
    public String id() {
        return id;
    }

    /** Whether other requests may still succeed; a bad login or a spent rate limit spoils them all. */
    public boolean concernsOneResource() {
        return switch (status) {
            case 401, 429 -> false;
            case 403 -> !id.equals("two_factor") && !id.equals("suspended");
            default -> true;
        };
    }
}
