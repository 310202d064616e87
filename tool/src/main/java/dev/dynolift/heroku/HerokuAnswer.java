package dev.dynolift.heroku;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What Heroku answers to a GET: the content of one file of a capture folder ({@code docs/reference/rehearsal-folder.md}).
 *
 * @param path with the query, from the slash on
 * @param body a list is whole, not a page
 */
public record HerokuAnswer(String path, int status, Map<String, String> headers, JsonNode body) {

    public HerokuAnswer {
        headers = Map.copyOf(new TreeMap<>(headers));
    }

    /** Shows no body: it may hold settings. */
    @Override
    public String toString() {
        return "HerokuAnswer[" + path + ", " + status + "]";
    }
}
