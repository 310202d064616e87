package dev.dynolift.inventory;

import java.util.List;
import java.util.Optional;

/**
 * Who depends on whom, and in which order they can move.
 *
 * @param edges from whoever depends to what it depends on
 * @param waves the order of migration; groups of one wave do not wait for each other
 * @param cycles apps that call each other in a circle, by name; the first one is not repeated
 */
public record DependencyGraph(List<Node> nodes, List<Edge> edges, List<Wave> waves, List<List<String>> cycles) {

    public DependencyGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        waves = List.copyOf(waves);
        cycles = cycles.stream().map(List::copyOf).toList();
    }

    /** The node of that id. */
    public Optional<Node> node(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** What a node is. */
    public enum NodeKind {
        APP,
        /** An app that was not audited, but is named by one that was. */
        OTHER_APP,
        DATABASE,
        KEY_VALUE_STORE,
        ADDON,
        OUTSIDE_SERVICE,
        AWS_RESOURCE,
        DELIVERY
    }

    /** How one depends on the other. */
    public enum EdgeKind {
        /** Both keep data in the same place: they move together. */
        SHARES_DATA,
        /** Uses a database, store or add-on. */
        USES,
        /** Calls the other over the network. */
        CALLS,
        /** Sends its log lines there. */
        LOGS_TO,
        /** Builds and deploys it. */
        DEPLOYS,
        /** Is promoted to it in a pipeline. */
        PROMOTES
    }

    /** A thing; the id is unique: "app crema". */
    public record Node(String id, NodeKind kind, String name) {}

    /** @param evidence where it was seen: a setting's name, an attachment, a file and line */
    public record Edge(String from, String to, EdgeKind kind, String evidence) {}

    /** Groups that can move at the same time. */
    public record Wave(int number, List<Group> groups) {

        public Wave {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Apps that move together.
     *
     * @param why why together, or why in this wave
     */
    public record Group(List<String> apps, String why) {

        public Group {
            apps = List.copyOf(apps);
        }
    }
}
