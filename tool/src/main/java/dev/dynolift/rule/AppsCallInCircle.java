package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Apps that call each other in a circle. */
final class AppsCallInCircle extends Rule {

    AppsCallInCircle() {
        super("apps-call-in-circle", WARNING, "e5");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        DependencyGraph graph = inventory.surroundings().graph();
        return graph == null
                ? Stream.empty()
                : graph.cycles().stream()
                        .map(cycle -> finding(
                                String.join(", ", cycle),
                                "These apps call each other: " + String.join(" → ", cycle) + " → " + cycle.get(0) + ".",
                                "Whichever moves first still depends on one at Heroku, and is depended upon from there.",
                                "Move them in one wave, or give each a domain of its own first, which stays when the app moves.",
                                "inventory.json, graph"));
    }
}
