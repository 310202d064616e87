package dev.dynolift.semaphore;

import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Delivery.Promotion;
import dev.dynolift.rest.Answer;
import dev.dynolift.rest.Questions;
import dev.dynolift.rest.RestClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads an organization's projects, their newest pipelines with the promotions made from them, deployment targets, and
 * the names of secrets. Semaphore's answers hold secrets' values for those who may see them: they are dropped unread.
 */
public final class SemaphoreReader {

    /** So that a server which always names a next page does not keep us for ever. */
    private static final int MOST_PAGES = 100;

    /** Pipelines are listed newest first, one for each run: the first page shows all files that are in use. */
    private static final int PAGES_OF_RUNS = 1;

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
    private static final JsonMapper JSON = new JsonMapper();

    private final RestClient client;
    private final Questions questions = new Questions("Semaphore");

    /** @param client for the organization's own address, such as https://crema.semaphoreci.com */
    public SemaphoreReader(RestClient client) {
        this.client = client;
    }

    /** Everything that this login may see. */
    public SemaphoreReading read() {
        List<Delivery> deliveries = new ArrayList<>();
        List<String> shared = secretNames(
                questions.ask("/api/v1beta/secrets", () -> list("/api/v1beta/secrets", "secrets", MOST_PAGES)));
        for (JsonNode project :
                questions.ask("/api/v1alpha/projects", () -> list("/api/v1alpha/projects", "projects", MOST_PAGES))) {
            deliveries.addAll(project(project));
        }
        if (!shared.isEmpty()) {
            deliveries.add(new Delivery(
                    "Semaphore",
                    "organization",
                    "/api/v1beta/secrets",
                    List.of(),
                    List.of(),
                    shared,
                    List.of(),
                    List.of()));
        }
        return new SemaphoreReading(deliveries, questions.findings());
    }

    private List<Delivery> project(JsonNode project) {
        JsonNode metadata = project.has("metadata") ? project.path("metadata") : project;
        String id = metadata.path("id").asString("");
        String name = metadata.path("name").asString("");
        if (id.isEmpty() || name.isEmpty()) {
            return List.of();
        }
        String byProject = "?project_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        String path = "/api/v1alpha/pipelines" + byProject;
        Map<String, JsonNode> newest = new LinkedHashMap<>();
        for (JsonNode pipeline : questions.ask(path, () -> list(path, "pipelines", PAGES_OF_RUNS))) {
            newest.putIfAbsent(file(pipeline), pipeline);
        }
        String targets = "/api/v1alpha/deployment_targets" + byProject;
        List<String> stages = new ArrayList<>();
        questions
                .ask(targets, () -> list(targets, "deployment_targets", MOST_PAGES))
                .forEach(target ->
                        stages.add("deployment target " + target.path("name").asString("")));
        List<Delivery> deliveries = new ArrayList<>();
        newest.forEach((file, pipeline) -> deliveries.add(new Delivery(
                "Semaphore",
                name + ": " + pipeline.path("name").asString(file),
                file,
                branch(pipeline),
                stages,
                List.of(),
                List.of(),
                promotions(pipeline))));
        if (deliveries.isEmpty()) {
            deliveries.add(new Delivery("Semaphore", name, path, List.of(), stages, List.of(), List.of(), List.of()));
        }
        return deliveries;
    }

    private List<Promotion> promotions(JsonNode pipeline) {
        String id = pipeline.path("ppl_id").asString("");
        if (id.isEmpty()) {
            return List.of();
        }
        String path = "/api/v1alpha/promotions?pipeline_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        Map<String, Promotion> byName = new LinkedHashMap<>();
        for (JsonNode promotion : questions.ask(path, () -> list(path, "promotions", MOST_PAGES))) {
            String name = promotion.path("name").asString("");
            boolean automatic = promotion.path("triggered_by").asString("").contains("Pipeline Done");
            byName.putIfAbsent(name, new Promotion(name, null, automatic, null));
        }
        return List.copyOf(byName.values());
    }

    private static String file(JsonNode pipeline) {
        String folder = pipeline.path("working_directory").asString("");
        String name = pipeline.path("yaml_file_name").asString("");
        return folder.isEmpty() ? name : folder.replaceFirst("^/+|/+$", "") + "/" + name;
    }

    private static List<String> branch(JsonNode pipeline) {
        String branch = pipeline.path("branch_name").asString("");
        return branch.isEmpty() ? List.of() : List.of(branch);
    }

    /** "aws: AWS_ACCESS_KEY_ID": the secret's name, and the names of what is in it. */
    private static List<String> secretNames(JsonNode secrets) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode secret : secrets) {
            String name = secret.path("metadata").path("name").asString("");
            List<String> parts = new ArrayList<>();
            secret.path("data")
                    .path("env_vars")
                    .forEach(part -> parts.add(part.path("name").asString("")));
            secret.path("data")
                    .path("files")
                    .forEach(part -> parts.add(part.path("path").asString("")));
            names.add(parts.isEmpty() ? name : name + ": " + String.join(", ", parts));
        }
        return List.copyOf(names);
    }

    /** All pages of a list, which may stand in an object. */
    private JsonNode list(String path, String field, int mostPages) {
        ArrayNode all = JSON.createArrayNode();
        String next = path;
        for (int page = 0; page < mostPages; page++) {
            Answer answer = client.get(next);
            JsonNode body = answer.body();
            (body.isArray() ? body : body.path(field)).forEach(all::add);
            Optional<String> following = next(answer, body, path);
            if (following.isEmpty()) {
                break;
            }
            next = following.get();
        }
        return all;
    }

    /** Newer lists name the next page by a token in the body, older ones by a Link header. */
    private static Optional<String> next(Answer answer, JsonNode body, String path) {
        String token = body.path("next_page_token").asString("");
        if (!token.isEmpty()) {
            return Optional.of(path + (path.contains("?") ? "&" : "?") + "page_token="
                    + URLEncoder.encode(token, StandardCharsets.UTF_8));
        }
        // The path alone is taken over: a login must not follow an address out of an answer.
        return answer.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1).replaceFirst("^https?://[^/]*", ""))
                .filter(link -> link.startsWith("/api/"));
    }
}
