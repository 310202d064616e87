package dev.dynolift.audit;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the private spaces that the audited apps run in, each once. */
final class SpaceReading {

    private final Questions questions;

    SpaceReading(Questions questions) {
        this.questions = questions;
    }

    List<Space> read(List<HerokuApp> apps) {
        return apps.stream()
                .map(HerokuApp::space)
                .filter(Objects::nonNull)
                .distinct()
                .map(this::space)
                .toList();
    }

    private Space space(String name) {
        String subject = "space " + name;
        JsonNode space = questions.object(subject, "/spaces/" + name);
        JsonNode nat = questions.optionalObject(subject, "/spaces/" + name + "/nat");
        return new Space(
                name,
                Text.orNull(space, "region.name"),
                space.path("shield").asBoolean(false),
                AppReading.generation(space),
                Text.orNull(space, "cidr"),
                sources(nat.path("sources")));
    }

    private static @Nullable List<String> sources(JsonNode nat) {
        if (!nat.isArray()) {
            return null;
        }
        List<String> sources = new ArrayList<>();
        nat.forEach(source -> sources.add(source.asString("")));
        return sources;
    }
}
