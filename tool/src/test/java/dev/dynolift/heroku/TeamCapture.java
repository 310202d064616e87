package dev.dynolift.heroku;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private TeamCapture() {}

    /**
     * Writes the capture of a team "crowd" with apps "crowd-0", "crowd-1" and so on.
     *
     * @param original a capture with the app "roast"
     */
    public static void write(Path folder, Path original, int apps) {
        ArrayNode team = JSON.createArrayNode();
        for (HerokuAnswer answer : CaptureFolder.read(original)) {
            boolean ofTemplate =
                    answer.path().equals("/apps/" + TEMPLATE) || answer.path().startsWith("/apps/" + TEMPLATE + "/");
            if (!ofTemplate) {
                if (answer.path().equals("/dyno-sizes") || answer.path().equals("/account")) {
                    CaptureFolder.write(folder, answer);
                }
                continue;
            }
            for (int i = 0; i < apps; i++) {
                String name = "crowd-" + i;
                String path = answer.path().replaceFirst("^/apps/" + TEMPLATE, "/apps/" + name);
                JsonNode body = copied(answer.body(), name);
                if (path.endsWith("/addons") || path.endsWith("/addon-attachments")) {
                    body = JSON.createArrayNode();
                }
                if (path.equals("/apps/" + name)) {
                    team.add(ofTeam(body));
                }
                CaptureFolder.write(folder, new HerokuAnswer(path, answer.status(), answer.headers(), body));
            }
        }
        CaptureFolder.write(folder, new HerokuAnswer("/teams/crowd/apps", 200, Map.of(), team));
    }

    /** A team's list tells no ACM. */
    private static JsonNode ofTeam(JsonNode app) {
        ObjectNode listed = (ObjectNode) app.deepCopy();
        listed.remove("acm");
        return listed;
    }

    private static JsonNode copied(JsonNode body, String name) {
        ObjectNode holder = JSON.createObjectNode();
        holder.set("body", body.deepCopy());
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
