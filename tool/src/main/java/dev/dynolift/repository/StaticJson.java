package dev.dynolift.repository;

import dev.dynolift.inventory.StaticSite;
import dev.dynolift.inventory.StaticSite.Headers;
import dev.dynolift.inventory.StaticSite.Redirect;
import dev.dynolift.inventory.StaticSite.Route;
import dev.dynolift.secret.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads static.json as Heroku's static buildpack does; what is of no known shape is left out, and said. */
final class StaticJson {

    static final String FILE = "static.json";

    /** Keys that have no place in a bucket; the buildpack's remaining ones mean nothing there. */
    private static final Set<String> OTHERS =
            Set.of("basic_auth", "basic_auth_username", "basic_auth_password", "canonical_host", "encoding");

    private static final Set<String> WITHOUT_MEANING = Set.of("debug", "logging", "worker_connections", "resolver");

    private static final Set<String> READ =
            Set.of("root", "clean_urls", "https_only", "routes", "redirects", "error_page", "headers", "proxies");

    private StaticJson() {}

    static @Nullable StaticSite read(String text, Checkout problems) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(text);
        } catch (JacksonException | StackOverflowError e) {
            problems.find(FILE, "is no JSON", "It was not read.");
            return null;
        }
        if (!json.isObject()) {
            problems.find(FILE, "is no JSON object", "It was not read.");
            return null;
        }
        for (String key : json.propertyNames()) {
            if (!READ.contains(key) && !OTHERS.contains(key) && !WITHOUT_MEANING.contains(key)) {
                problems.find(
                        FILE, "has the key " + key + ", which the static buildpack does not know", "It was left out.");
            }
        }
        String root = text(json.path("root"));
        String errorPage = text(json.path("error_page"));
        return new StaticSite(
                root == null ? StaticSite.USUAL.root() : root,
                flag(json.path("clean_urls")),
                flag(json.path("https_only")),
                routes(json.path("routes"), problems),
                redirects(json.path("redirects"), problems),
                errorPage,
                headers(json.path("headers"), problems),
                List.copyOf(json.path("proxies").propertyNames()),
                json.propertyNames().stream().filter(OTHERS::contains).sorted().toList());
    }

    private static List<Route> routes(JsonNode node, Checkout problems) {
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String file = text(entry.getValue());
            if (file == null) {
                problems.find(FILE, "has a route for " + entry.getKey() + " to no file", "It was left out.");
            } else {
                routes.add(new Route(entry.getKey(), file));
            }
        }
        return routes;
    }

    private static List<Redirect> redirects(JsonNode node, Checkout problems) {
        List<Redirect> redirects = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String url = text(entry.getValue().path("url"));
            JsonNode status = entry.getValue().path("status");
            if (url == null) {
                problems.find(FILE, "has a redirect of " + entry.getKey() + " to nowhere", "It was left out.");
            } else {
                redirects.add(new Redirect(
                        entry.getKey(), Address.withoutLogin(url), status.isInt() ? status.intValue() : 301));
            }
        }
        return redirects;
    }

    private static List<Headers> headers(JsonNode node, Checkout problems) {
        List<Headers> headers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> header : entry.getValue().properties()) {
                String value = text(header.getValue());
                if (value == null) {
                    problems.find(FILE, "has a header " + header.getKey() + " without a value", "It was left out.");
                } else {
                    values.put(header.getKey(), value);
                }
            }
            headers.add(new Headers(entry.getKey(), values));
        }
        return headers;
    }

    private static boolean flag(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank() ? node.stringValue() : null;
    }
}
