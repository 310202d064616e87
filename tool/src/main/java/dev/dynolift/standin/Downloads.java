package dev.dynolift.standin;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Heroku keeps outside its API, at addresses that need no login: packed slugs and the lines of logs. Thread-safe. */
final class Downloads {

    static final String SLUGS = "/slug-store/";
    static final String LOGS = "/log-streams/";

    private final Map<String, byte[]> slugs = new ConcurrentHashMap<>();
    private final Map<String, List<String>> logs = new ConcurrentHashMap<>();

    void putSlug(String id, byte[] archive) {
        slugs.put(id, archive.clone());
    }

    void putLog(String app, List<String> lines) {
        logs.put(app, List.copyOf(lines));
    }

    Optional<byte[]> slug(String path) {
        return Optional.ofNullable(slugs.get(path.substring(SLUGS.length())));
    }

    Optional<List<String>> log(String path) {
        return Optional.ofNullable(logs.get(path.substring(LOGS.length())));
    }

    boolean hasLog(String app) {
        return logs.containsKey(app);
    }

    /** The description of a slug with the address of its archive, when there is one; else as it was captured. */
    JsonNode located(JsonNode slug, URI here) {
        String id = slug.path("id").asString("");
        if (!slugs.containsKey(id) || !slug.path("blob").isObject()) {
            return slug;
        }
        ObjectNode located = (ObjectNode) slug.deepCopy();
        ((ObjectNode) located.path("blob")).put("url", here + SLUGS + id);
        return located;
    }
}
