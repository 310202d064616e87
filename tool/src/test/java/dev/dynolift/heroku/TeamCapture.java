package dev.dynolift.heroku;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes up the answers about a team of many apps, each copied from one that is known to keep to Heroku's schema. */
public final class TeamCapture {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEMPLATE = "roast";

    /** What Heroku's rate limit does not count. */
    static final String NOT_COUNTED = ".*(/jobs|/github|metrics.*|/monitors)|/(client|redis|postgres)/.*";

    private TeamCapture() {}

    /**
     * The answers about a team "crowd" with apps "crowd-0", "crowd-1" and so on, each with add-ons of its own, all in one
     * pipeline.
     *
     * @param original a capture with the app "roast"
     */
    public static List<HerokuAnswer> answers(Path original, int apps) {
        List<HerokuAnswer> made = new ArrayList<>();
        List<HerokuAnswer> answers = CaptureFolder.read(original);
        JsonNode addons = answers.stream()
                .filter(answer -> answer.path().equals("/apps/" + TEMPLATE + "/addons"))
                .findFirst()
                .orElseThrow()
                .body();
        ArrayNode team = JSON.createArrayNode();
        for (HerokuAnswer answer : answers) {
            if (answer.path().matches("/dyno-sizes|/account|/pipelines/.*")) {
                made.add(answer);
            } else if (isOfTemplate(answer.path(), addons)) {
                for (int i = 0; i < apps; i++) {
                    HerokuAnswer copy = copied(answer, addons, "crowd-" + i);
                    if (copy.path().equals("/apps/crowd-" + i)) {
                        team.add(ofTeam(copy.body()));
                    }
                    made.add(copy);
                }
            }
        }
        made.add(new HerokuAnswer("/teams/crowd/apps", 200, Map.of(), team));
        return made;
    }

    /** Whether a path is about the app "roast" or one of its add-ons. */
    private static boolean isOfTemplate(String path, JsonNode addons) {
        boolean ofAddon = false;
        for (JsonNode addon : addons) {
            ofAddon |= path.contains(addon.path("id").asString())
                    || path.matches(".*/" + addon.path("name").asString() + "(/.*)?");
        }
        return ofAddon || path.equals("/apps/" + TEMPLATE) || path.startsWith("/apps/" + TEMPLATE + "/");
    }

    private static HerokuAnswer copied(HerokuAnswer answer, JsonNode addons, String app) {
        String path = answer.path().replaceFirst("^/apps/" + TEMPLATE + "(?=/|$)", "/apps/" + app);
        String body = answer.body().toString();
        for (JsonNode addon : addons) {
            String id = addon.path("id").asString();
            String name = addon.path("name").asString();
            String newId = UUID.nameUUIDFromBytes((app + id).getBytes(StandardCharsets.UTF_8))
                    .toString();
            path = path.replace(id, newId).replaceAll("/" + name + "(?=/|$)", "/" + name + "-" + app);
            body = body.replace(id, newId).replace("\"" + name + "\"", "\"" + name + "-" + app + "\"");
        }
        return new HerokuAnswer(path, answer.status(), answer.headers(), renamed(JSON.readTree(body), app));
    }

    /** A team's list tells no ACM. */
    private static JsonNode ofTeam(JsonNode app) {
        ObjectNode listed = (ObjectNode) app.deepCopy();
        listed.remove("acm");
        return listed;
    }

    private static JsonNode renamed(JsonNode body, String name) {
        ObjectNode holder = JSON.createObjectNode();
        holder.set("body", body);
        rename(holder, name);
        return holder.path("body");
    }

    private static void rename(JsonNode node, String name) {
        if (node.isArray()) {
            node.forEach(element -> rename(element, name));
        } else if (node.isObject()) {
            if (node.path("name").asString("").equals(TEMPLATE)) {
                ((ObjectNode) node)
                        .put("name", name)
                        .put(
                                "id",
                                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                        .toString());
            }
            node.properties().forEach(entry -> rename(entry.getValue(), name));
        }
    }
}
