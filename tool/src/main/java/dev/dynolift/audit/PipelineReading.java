package dev.dynolift.audit;

import dev.dynolift.inventory.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the pipelines that the audited apps are part of, each once. Not thread-safe. */
final class PipelineReading {

    private final Questions questions;
    private final Map<String, List<Pipeline.Stage>> stages = new LinkedHashMap<>();
    private final Map<String, String> appNames = new LinkedHashMap<>();

    PipelineReading(Questions questions) {
        this.questions = questions;
    }

    /** The app's stage; null when it is in no pipeline. */
    @Nullable
    String stageOf(String app, @Nullable String id) {
        JsonNode coupling = questions.optionalObject(app, "/apps/" + app + "/pipeline-couplings");
        String pipeline = Text.of(coupling, "pipeline.id");
        String stage = Text.orNull(coupling, "stage");
        if (id != null) {
            appNames.put(id, app);
        }
        if (!pipeline.isEmpty() && stage != null) {
            stages.computeIfAbsent(pipeline, unused -> new ArrayList<>()).add(new Pipeline.Stage(app, stage));
        }
        return stage;
    }

    /** All pipelines, with their apps that were not audited, too. */
    List<Pipeline> pipelines() {
        List<Pipeline> pipelines = new ArrayList<>();
        for (Map.Entry<String, List<Pipeline.Stage>> entry : stages.entrySet()) {
            String id = entry.getKey();
            JsonNode pipeline = questions.object("pipeline " + id, "/pipelines/" + id);
            String name = Text.of(pipeline, "name").isEmpty() ? id : Text.of(pipeline, "name");
            JsonNode review = questions.optionalObject("pipeline " + name, "/pipelines/" + id + "/review-app-config");
            List<Pipeline.Stage> members = new ArrayList<>(entry.getValue());
            members.addAll(others("pipeline " + name, id));
            pipelines.add(new Pipeline(id, name, members, !review.isMissingNode()));
        }
        return pipelines;
    }

    private List<Pipeline.Stage> others(String subject, String pipeline) {
        List<Pipeline.Stage> others = new ArrayList<>();
        for (JsonNode coupling : questions.optionalList(subject, "/pipelines/" + pipeline + "/pipeline-couplings")) {
            String id = Text.of(coupling, "app.id");
            String stage = Text.of(coupling, "stage");
            // Review apps come and go with pull requests.
            if (!appNames.containsKey(id) && !stage.equals("review")) {
                String name = Text.of(questions.optionalObject(subject, "/apps/" + id), "name");
                others.add(new Pipeline.Stage(name.isEmpty() ? id : name, stage));
            }
        }
        return others;
    }
}
