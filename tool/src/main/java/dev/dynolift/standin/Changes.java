package dev.dynolift.standin;

import dev.dynolift.heroku.HerokuAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cutover changes at Heroku: maintenance mode, the formation, settings. Each is seen in later answers, and a
 * changed setting makes a release, as at Heroku.
 */
final class Changes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PATH = Pattern.compile("(/apps/[^/?]+)(/config-vars|/formation(?:/([^/?]+))?)?");

    private final StoredAnswers answers;

    Changes(StoredAnswers answers) {
        this.answers = answers;
    }

    /** Carries out a PATCH. */
    synchronized Reply patch(String path, String body) {
        Matcher asked = PATH.matcher(path);
        if (!asked.matches()) {
            return Reply.error(405);
        }
        JsonNode wanted;
        try {
            wanted = JSON.readTree(body);
        } catch (JacksonException e) {
            return Reply.error(400);
        }
        String part = asked.group(2) == null ? "" : asked.group(2);
        Optional<HerokuAnswer> old = answers.find(asked.group(3) == null ? path : asked.group(1) + "/formation", "");
        if (old.isEmpty() || !wanted.isObject()) {
            return Reply.error(old.isEmpty() ? 404 : 422);
        }
        if (part.isEmpty()) {
            return maintenance(old.get(), wanted);
        }
        if (part.equals("/config-vars")) {
            return settings(asked.group(1), old.get(), wanted);
        }
        return asked.group(3) == null
                ? formation(old.get(), wanted.path("updates"))
                : oneProcess(old.get(), asked.group(3), (ObjectNode) wanted);
    }

    private Reply maintenance(HerokuAnswer old, JsonNode wanted) {
        if (!wanted.path("maintenance").isBoolean()) {
            return Reply.error(422);
        }
        ObjectNode app = (ObjectNode) old.body().deepCopy();
        app.set("maintenance", wanted.path("maintenance"));
        answers.replace(old, app);
        return Reply.of(app);
    }

    private Reply settings(String app, HerokuAnswer old, JsonNode wanted) {
        ObjectNode settings = (ObjectNode) old.body().deepCopy();
        List<String> set = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        wanted.properties().forEach(change -> {
            (change.getValue().isNull() ? removed : set).add(change.getKey());
            if (change.getValue().isNull()) {
                settings.remove(change.getKey());
            } else {
                settings.set(change.getKey(), change.getValue());
            }
        });
        boolean text = wanted.properties().stream()
                .allMatch(change ->
                        change.getValue().isString() || change.getValue().isNull());
        if (!text) {
            return Reply.error(422);
        }
        answers.replace(old, settings);
        String description = (set.isEmpty() ? "" : "Set " + String.join(", ", set))
                + (removed.isEmpty() ? "" : (set.isEmpty() ? "Remove " : ", remove ") + String.join(", ", removed))
                + " config vars";
        answers.find(app + "/releases", "").ifPresent(releases -> release(releases, description));
        return Reply.of(settings);
    }

    private void release(HerokuAnswer old, String description) {
        ArrayNode releases = (ArrayNode) old.body().deepCopy();
        ObjectNode newest = null;
        for (JsonNode release : releases) {
            ((ObjectNode) release).put("current", false);
            if (newest == null
                    || release.path("version").asInt() > newest.path("version").asInt()) {
                newest = (ObjectNode) release;
            }
        }
        if (newest != null) {
            releases.add(newest.deepCopy()
                    .put("id", UUID.randomUUID().toString())
                    .put("version", newest.path("version").asInt() + 1)
                    .put("current", true)
                    .put("status", "succeeded")
                    .put("description", description));
        }
        answers.replace(old, releases);
    }

    private Reply formation(HerokuAnswer old, JsonNode updates) {
        if (!updates.isArray() || updates.isEmpty()) {
            return Reply.error(422);
        }
        ArrayNode formation = (ArrayNode) old.body().deepCopy();
        ArrayNode changed = JSON.createArrayNode();
        for (JsonNode update : updates) {
            Optional<ObjectNode> process =
                    process(formation, update.path("type").asString(""));
            if (process.isEmpty() || !scale(process.get(), update)) {
                return Reply.error(process.isEmpty() ? 404 : 422);
            }
            changed.add(process.get());
        }
        answers.replace(old, formation);
        return Reply.of(changed);
    }

    private Reply oneProcess(HerokuAnswer old, String type, ObjectNode wanted) {
        Reply reply =
                formation(old, JSON.createArrayNode().add(wanted.deepCopy().put("type", type)));
        return reply.status() == 200 ? Reply.of(reply.body().get(0)) : reply;
    }

    private static Optional<ObjectNode> process(ArrayNode formation, String type) {
        for (JsonNode process : formation) {
            if (process.path("type").asString("").equals(type)
                    || process.path("id").asString("").equals(type)) {
                return Optional.of((ObjectNode) process);
            }
        }
        return Optional.empty();
    }

    private static boolean scale(ObjectNode process, JsonNode update) {
        JsonNode quantity = update.path("quantity");
        JsonNode size = update.has("dyno_size") ? update.path("dyno_size") : update.path("size");
        if (!quantity.isMissingNode() && !(quantity.isInt() && quantity.asInt() >= 0)
                || !size.isMissingNode() && !size.isString()) {
            return false;
        }
        if (quantity.isInt()) {
            process.put("quantity", quantity.asInt());
        }
        if (size.isString()) {
            process.put("size", size.asString());
            if (process.path("dyno_size").isObject()) {
                ((ObjectNode) process.path("dyno_size")).put("name", size.asString());
            }
        }
        return true;
    }
}
