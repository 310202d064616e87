package dev.dynolift.standin;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a vendor knows who asks, cuts lists into pages and words errors. */
abstract sealed class VendorManners {

    private static final JsonMapper JSON = new JsonMapper();

    private final int page;

    private VendorManners(int page) {
        this.page = page;
    }

    static VendorManners semaphore(int page) {
        return new Semaphore(page);
    }

    static VendorManners cloudflare(int page) {
        return new Cloudflare(page);
    }

    /** Whether the request has a login of the vendor's form. */
    abstract boolean knows(Headers headers);

    abstract Reply reply(URI asked, Map<String, String> query, JsonNode body);

    abstract Reply error(int status);

    /** The part of the query that says what is asked for, as in the captured answers; "" when there is none. */
    final String identity(Map<String, String> query) {
        Map<String, String> rest = new TreeMap<>(query);
        rest.keySet().removeIf(name -> name.equals("page") || name.equals("per_page"));
        return rest.isEmpty()
                ? ""
                : rest.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }

    final int number(Map<String, String> query) {
        return Integer.parseInt(query.getOrDefault("page", "1"));
    }

    final int pages(JsonNode list) {
        return Math.max(1, (list.size() + page - 1) / page);
    }

    final ArrayNode page(JsonNode list, int number) {
        ArrayNode elements = JSON.createArrayNode();
        for (int i = (number - 1) * page; i < Math.min(list.size(), number * page); i++) {
            elements.add(list.get(i));
        }
        return elements;
    }

    private static Map<String, String> waitOneSecond(int status) {
        return status == 429 ? Map.of("Retry-After", "1") : Map.of();
    }

    private static final class Semaphore extends VendorManners {

        private Semaphore(int page) {
            super(page);
        }

        @Override
        boolean knows(Headers headers) {
            return String.valueOf(headers.getFirst("Authorization")).matches("Token \\S+")
                    && String.valueOf(headers.getFirst("User-Agent")).equals("SemaphoreCI v2.0 Client");
        }

        @Override
        Reply reply(URI asked, Map<String, String> query, JsonNode body) {
            if (!body.isArray()) {
                return Reply.of(body);
            }
            int number = number(query);
            Map<String, String> following = new TreeMap<>(query);
            following.put("page", String.valueOf(number + 1));
            String next = following.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("&"));
            Map<String, String> headers = number < pages(body)
                    ? Map.of(
                            "Link",
                            "<http://crema.semaphoreci.com" + asked.getRawPath() + "?" + next + ">; rel=\"next\"")
                    : Map.of();
            return new Reply(200, headers, page(body, number));
        }

        @Override
        Reply error(int status) {
            return new Reply(
                    status, waitOneSecond(status), JSON.createObjectNode().put("message", "Status " + status));
        }
    }

    private static final class Cloudflare extends VendorManners {

        private Cloudflare(int page) {
            super(page);
        }

        @Override
        boolean knows(Headers headers) {
            return String.valueOf(headers.getFirst("Authorization")).matches("Bearer \\S+");
        }

        @Override
        Reply reply(URI asked, Map<String, String> query, JsonNode body) {
            ObjectNode envelope = JSON.createObjectNode().put("success", true);
            envelope.putArray("errors");
            envelope.putArray("messages");
            if (body.isArray()) {
                int number = number(query);
                envelope.set("result", page(body, number));
                envelope.putObject("result_info")
                        .put("page", number)
                        .put("total_count", body.size())
                        .put("total_pages", pages(body));
            } else {
                envelope.set("result", body);
            }
            return Reply.of(envelope);
        }

        @Override
        Reply error(int status) {
            ObjectNode envelope = JSON.createObjectNode().put("success", false);
            envelope.putArray("errors")
                    .addObject()
                    .put("code", 10000)
                    .put("message", status == 401 ? "Authentication error" : "Error " + status);
            return new Reply(status, waitOneSecond(status), envelope);
        }
    }
}
