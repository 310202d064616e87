package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** An app that is called and was not audited. */
final class CallsAppNotAudited extends Rule {

    CallsAppNotAudited() {
        super("calls-app-not-audited", WARNING, "e5");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        DependencyGraph graph = inventory.surroundings().graph();
        return graph == null
                ? Stream.empty()
                : graph.edges().stream()
                        .filter(edge -> edge.kind() == DependencyGraph.EdgeKind.CALLS)
                        .flatMap(edge -> graph.node(edge.to()).stream()
                                .filter(node -> node.kind() == DependencyGraph.NodeKind.OTHER_APP)
                                .map(node -> finding(
                                        edge.from().replaceFirst("^app ", ""),
                                        "It calls the Heroku app " + node.name() + ", which was not audited ("
                                                + edge.evidence() + ").",
                                        "That app may belong to somebody else, or be forgotten; where it moves, the"
                                                + " address changes.",
                                        "Name " + node.name() + " in the audit, too, when it is to move.",
                                        "inventory.json, graph")));
    }
}
