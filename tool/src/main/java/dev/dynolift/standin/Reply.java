package dev.dynolift.standin;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes back for one request. */
record Reply(int status, Map<String, String> headers, JsonNode body) {

    private static final JsonMapper JSON = new JsonMapper();

    static Reply of(JsonNode body) {
        return new Reply(200, Map.of(), body);
    }

    /** An error as Heroku words it, with the id that its documentation pairs with the status. */
    static Reply error(int status) {
        return switch (status) {
            case 400 -> error(status, "bad_request", "Request invalid, validate usage and try again.");
            case 401 -> error(status, "unauthorized", "Invalid credentials provided.");
            case 402 -> error(status, "delinquent", "Account delinquent.");
            case 403 -> error(status, "forbidden", "You do not have access to this resource.");
            case 404 -> error(status, "not_found", "Couldn't find that resource.");
            case 405 -> error(status, "method_not_allowed", "This stand-in answers GET alone.");
            case 406 ->
                error(status, "not_acceptable", "Set the Accept header to application/vnd.heroku+json; version=3.");
            case 416 -> error(status, "requested_range_not_satisfiable", "Invalid `Range` header.");
            case 429 -> error(status, "rate_limit", "Your account reached the API rate limit.");
            case 503 -> error(status, "service_unavailable", "Service unavailable.");
            default -> error(status, "internal_server_error", "Internal server error.");
        };
    }

    private static Reply error(int status, String id, String message) {
        return new Reply(
                status,
                Map.of(),
                JSON.createObjectNode()
                        .put("id", id)
                        .put("message", message)
                        .put("url", "https://devcenter.heroku.com"));
    }

    String text() {
        return JSON.writeValueAsString(body);
    }
}
