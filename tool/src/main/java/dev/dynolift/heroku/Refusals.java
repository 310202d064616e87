package dev.dynolift.heroku;

import dev.dynolift.secret.Redactor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what an error of Heroku's means and what to do about it. */
final class Refusals {

    private static final JsonMapper JSON = new JsonMapper();

    private Refusals() {}

    /** Heroku's errors are {@code {"id":"not_found","message":"Couldn't find that app."}}; others may be anything. */
    static HerokuRefusal of(String path, int status, String body) {
        JsonNode error = JSON.createObjectNode();
        try {
            error = JSON.readTree(body);
        } catch (JacksonException ignored) {
            // A proxy's page: the status alone has to do.
        }
        String id = error.path("id").asString("");
        String message = Redactor.redact(error.path("message").asString(""));
        return switch (status) {
            case 401 ->
                new HerokuRefusal(
                        status,
                        id,
                        "Heroku does not accept the login",
                        message.isEmpty() ? "The token is wrong or has expired." : message,
                        "Log in again with `heroku login`, or set HEROKU_API_KEY to a new token from"
                                + " `heroku authorizations:create -s read-protected`.");
            case 403 -> forbidden(path, id, message);
            case 404 ->
                new HerokuRefusal(status, id, "Heroku has no " + path, message, "Check the name and the login.");
            case 429 ->
                new HerokuRefusal(
                        status,
                        id,
                        "Heroku's rate limit is used up",
                        message,
                        "Wait some minutes and run the same command again.");
            default ->
                new HerokuRefusal(
                        status,
                        id,
                        "Heroku answered " + path + " with status " + status,
                        message,
                        status >= 500 ? "See https://status.heroku.com and run the same command again later." : "");
        };
    }

    private static HerokuRefusal forbidden(String path, String id, String message) {
        if (id.equals("two_factor")) {
            return new HerokuRefusal(
                    403,
                    id,
                    "Heroku asks for a second factor",
                    message,
                    "Make a token of its own with `heroku authorizations:create -s read-protected` and set"
                            + " HEROKU_API_KEY to it.");
        }
        return new HerokuRefusal(
                403,
                id,
                "this login may not read " + path,
                message,
                "Ask the app's owner for the right, or run the audit with the owner's login.");
    }
}
