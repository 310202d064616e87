package dev.dynolift.audit;

import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.Pipeline.ReviewSettings;
import dev.dynolift.inventory.Pipeline.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the pipelines that the audited apps are part of, each once. Not thread-safe. */
final class PipelineReading {

    private final Questions questions;
    /** By pipeline. */
    private final Map<String, List<Stage>> stages = new LinkedHashMap<>();

    private final Map<String, List<Stage>> temporary = new LinkedHashMap<>();
    private final Map<String, String> appNames = new LinkedHashMap<>();
    /** By app, each asked for once. */
    private final Map<String, JsonNode> couplings = new HashMap<>();

    PipelineReading(Questions questions) {
        this.questions = questions;
    }

    /** What Heroku is asked about an app's place. */
    static String path(String app) {
        return "/apps/" + app + "/pipeline-couplings";
    }

    /**
     * Without the apps that Heroku has made for pull requests and runs of tests; {@link #pipelines} has them by name.
     *
     * @param apps the answers about the apps themselves
     */
    List<JsonNode> withoutTemporary(List<JsonNode> apps) {
        List<JsonNode> lasting = new ArrayList<>();
        for (JsonNode app : apps) {
            String name = Text.of(app, "name");
            JsonNode coupling = coupling(name);
            String stage = Text.of(coupling, "stage");
            String pipeline = Text.of(coupling, "pipeline.id");
            if (Stage.isTemporary(stage) && !pipeline.isEmpty()) {
                appNames.put(Text.of(app, "id"), name);
                temporary.computeIfAbsent(pipeline, unused -> new ArrayList<>()).add(new Stage(name, stage));
            } else {
                lasting.add(app);
            }
        }
        return lasting;
    }

    /** The app's stage; null when it is in no pipeline. */
    @Nullable
    String stageOf(String app, @Nullable String id) {
        JsonNode coupling = coupling(app);
        String pipeline = Text.of(coupling, "pipeline.id");
        String stage = Text.orNull(coupling, "stage");
        if (id != null) {
            appNames.put(id, app);
        }
        if (!pipeline.isEmpty() && stage != null) {
            stages.computeIfAbsent(pipeline, unused -> new ArrayList<>()).add(new Stage(app, stage));
        }
        return stage;
    }

    private JsonNode coupling(String app) {
        return couplings.computeIfAbsent(app, name -> questions.optionalObject(name, path(name)));
    }

    /** All pipelines, with their apps that were not audited, too. */
    List<Pipeline> pipelines() {
        temporary.keySet().forEach(pipeline -> stages.computeIfAbsent(pipeline, unused -> new ArrayList<>()));
        List<Pipeline> pipelines = new ArrayList<>();
        for (Map.Entry<String, List<Stage>> entry : stages.entrySet()) {
            String id = entry.getKey();
            JsonNode pipeline = questions.object("pipeline " + id, "/pipelines/" + id);
            String name = Text.of(pipeline, "name").isEmpty() ? id : Text.of(pipeline, "name");
            JsonNode review = questions.optionalObject("pipeline " + name, "/pipelines/" + id + "/review-app-config");
            List<Stage> lasting = new ArrayList<>(entry.getValue());
            List<Stage> passing = new ArrayList<>(temporary.getOrDefault(id, List.of()));
            for (Stage other : others("pipeline " + name, id)) {
                (Stage.isTemporary(other.stage()) ? passing : lasting).add(other);
            }
            pipelines.add(new Pipeline(id, name, lasting, !review.isMissingNode(), settings(review), passing));
        }
        return pipelines;
    }

    private static @Nullable ReviewSettings settings(JsonNode review) {
        boolean removed = review.path("destroy_stale_apps").asBoolean(false);
        return review.isMissingNode()
                ? null
                : new ReviewSettings(
                        review.path("automatic_review_apps").asBoolean(false),
                        removed ? Text.whole(review, "stale_days") : null,
                        review.path("wait_for_ci").asBoolean(false));
    }

    private List<Stage> others(String subject, String pipeline) {
        List<Stage> others = new ArrayList<>();
        for (JsonNode coupling : questions.optionalList(subject, "/pipelines/" + pipeline + "/pipeline-couplings")) {
            String id = Text.of(coupling, "app.id");
            if (!appNames.containsKey(id)) {
                String name = Text.of(questions.optionalObject(subject, "/apps/" + id), "name");
                others.add(new Stage(name.isEmpty() ? id : name, Text.of(coupling, "stage")));
            }
        }
        return others;
    }
}
