package dev.dynolift.standin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What goes back for one request. */
record Reply(
        int status,
        Map<String, String> headers,
        JsonNode body,
        @Nullable ByteBuffer file) {

    private static final JsonMapper JSON = new JsonMapper();

    Reply(int status, Map<String, String> headers, JsonNode body) {
        this(status, headers, body, null);
    }

    static Reply of(JsonNode body) {
        return new Reply(200, Map.of(), body);
    }

    static Reply created(JsonNode body) {
        return new Reply(201, Map.of(), body);
    }

    /** Something that is no JSON. */
    static Reply bytes(byte[] file) {
        return new Reply(200, Map.of(), MissingNode.getInstance(), ByteBuffer.wrap(file));
    }

    /** The client has the answer already. */
    static Reply unchanged(String tag) {
        return new Reply(304, Map.of("ETag", tag), MissingNode.getInstance(), ByteBuffer.allocate(0));
    }

    /** The same, whose body was written out already. */
    Reply withText(String text) {
        return new Reply(status, headers, body, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, file);
    }

    /** An error as Heroku words it, with the id that its documentation pairs with the status. */
    static Reply error(int status) {
        return switch (status) {
            case 400 -> error(status, "bad_request", "Request invalid, validate usage and try again.");
            case 401 -> error(status, "unauthorized", "Invalid credentials provided.");
            case 402 -> error(status, "delinquent", "Account delinquent.");
            case 403 -> error(status, "forbidden", "You do not have access to this resource.");
            case 404 -> error(status, "not_found", "Couldn't find that resource.");
            case 405 -> error(status, "method_not_allowed", "This stand-in does not know that change.");
            case 406 ->
                error(status, "not_acceptable", "Set the Accept header to application/vnd.heroku+json; version=3.");
            case 416 -> error(status, "requested_range_not_satisfiable", "Invalid `Range` header.");
            case 422 -> error(status, "invalid_params", "Params invalid.");
            case 429 -> error(status, "rate_limit", "Your account reached the API rate limit.");
            case 503 -> error(status, "service_unavailable", "Service unavailable.");
            default -> error(status, "internal_server_error", "Internal server error.");
        };
    }

    static Reply secondFactorWanted() {
        return error(403, "two_factor", "A second authentication factor or pre-authorization is required.");
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

    byte[] bytes() {
        if (file == null) {
            return text().getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[file.remaining()];
        file.duplicate().get(bytes);
        return bytes;
    }

    String text() {
        return JSON.writeValueAsString(body);
    }
}
