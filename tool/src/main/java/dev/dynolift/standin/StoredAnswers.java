package dev.dynolift.standin;

import dev.dynolift.heroku.HerokuAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The captured answers by path; an app is found by its name and by its id, as at Heroku. Thread-safe. */
final class StoredAnswers {

    private static final Pattern APP = Pattern.compile("/apps/([^/?]+)(.*)", Pattern.DOTALL);

    private final Map<String, HerokuAnswer> byPath = new HashMap<>();
    private final Map<String, String> otherName = new HashMap<>();

    StoredAnswers(List<HerokuAnswer> answers) {
        for (HerokuAnswer answer : answers) {
            byPath.put(answer.path(), answer);
            if (answer.path().matches("/apps/[^/?]+") && answer.body().has("id")) {
                String id = answer.body().path("id").asString("");
                String name = answer.body().path("name").asString("");
                otherName.put(id, name);
                otherName.put(name, id);
            }
        }
    }

    /** The answer to a path with its query, else to the path alone. */
    synchronized Optional<HerokuAnswer> find(String path, String query) {
        return exact(path + query).or(() -> exact(path));
    }

    /** Answers as before, but with another body. */
    synchronized void replace(HerokuAnswer old, JsonNode body) {
        byPath.put(old.path(), new HerokuAnswer(old.path(), old.status(), old.headers(), body));
    }

    private Optional<HerokuAnswer> exact(String path) {
        HerokuAnswer answer = byPath.get(path);
        Matcher app = APP.matcher(path);
        if (answer == null && app.matches()) {
            String other = otherName.get(app.group(1));
            answer = other == null ? null : byPath.get("/apps/" + other + app.group(2));
        }
        return Optional.ofNullable(answer);
    }
}
