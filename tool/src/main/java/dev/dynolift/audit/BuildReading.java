package dev.dynolift.audit;

import dev.dynolift.inventory.Builds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an app's newest builds: how many failed, and who started them, by the role that he has in the app. */
final class BuildReading {

    private static final String NOBODY = "no collaborator";

    private BuildReading() {}

    /**
     * What the builds tell.
     *
     * @param builds the newest first, or a missing node
     * @param collaborators the app's, or a missing node: then nobody's role is known
     */
    static @Nullable Builds of(JsonNode builds, JsonNode collaborators) {
        if (builds.isMissingNode()) {
            return null;
        }
        Map<String, String> roles = new HashMap<>();
        collaborators.forEach(person -> roles.put(Text.of(person, "user.id"), Text.of(person, "role")));
        Map<String, Set<String>> people = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        int read = 0;
        int failed = 0;
        String newest = "";
        for (JsonNode build : builds) {
            String status = Text.of(build, "status");
            read++;
            failed += status.equals("failed") ? 1 : 0;
            if (newest.isEmpty() && !status.equals("pending")) {
                newest = status;
            }
            String person = Text.of(build, "user.id");
            String role = roles.getOrDefault(person, collaborators.isMissingNode() ? "unknown" : NOBODY);
            String called = role.isEmpty() ? "collaborator" : role;
            people.computeIfAbsent(called, unused -> new HashSet<>()).add(person);
            counts.merge(called, 1, Integer::sum);
        }
        List<Builds.Builder> builders = new ArrayList<>();
        counts.forEach((role, count) -> builders.add(
                new Builds.Builder(role, people.getOrDefault(role, Set.of()).size(), count)));
        return new Builds(
                read,
                failed,
                newest.equals("failed"),
                DeploymentReading.instant(builds.path(0), "created_at"),
                builders);
    }
}
