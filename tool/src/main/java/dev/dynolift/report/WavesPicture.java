package dev.dynolift.report;

import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.DependencyGraph.Edge;
import dev.dynolift.inventory.DependencyGraph.EdgeKind;
import dev.dynolift.inventory.DependencyGraph.Group;
import dev.dynolift.inventory.DependencyGraph.Node;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.DependencyGraph.Wave;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The order of migration as a picture: a band for each wave, a frame around what moves together, arrows for calls. */
final class WavesPicture {

    private static final int WIDTH = 984;
    private static final int LEFT = 84;
    private static final int COLUMNS = 5;
    private static final int BOX_WIDTH = 164;
    private static final int BOX_HEIGHT = 36;
    private static final int GAP = 16;
    private static final int FRAME = 7;
    private static final int LABEL = 15;
    private static final int BAND_GAP = 34;
    private static final int NAME_LETTERS = 22;
    private static final int DETAIL_LETTERS = 25;

    private final DependencyGraph graph;
    private final Map<String, Node> nodes;
    private final Map<String, Place> places = new HashMap<>();
    private final StringBuilder boxes = new StringBuilder();
    private final StringBuilder frames = new StringBuilder();
    private double y = 4;

    private WavesPicture(DependencyGraph graph) {
        this.graph = graph;
        this.nodes = graph.nodes().stream().collect(Collectors.toMap(Node::id, node -> node, (one, other) -> one));
    }

    /** The upper left corner of a box. */
    private record Place(double x, double y) {

        double middle() {
            return x + BOX_WIDTH / 2.0;
        }
    }

    static String draw(DependencyGraph graph) {
        return new WavesPicture(graph).draw();
    }

    private String draw() {
        for (Wave wave : graph.waves()) {
            band("Wave " + wave.number(), groups(wave));
        }
        List<Group> others = graph.nodes().stream()
                .filter(node -> node.kind() == NodeKind.OTHER_APP)
                .map(node -> new Group(List.of(node.name()), "not audited"))
                .toList();
        if (!others.isEmpty()) {
            band("Not audited", others);
        }
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"picture waves\" viewBox=\"0 0 " + WIDTH + " " + Html.number(y) + "\" role=\"img\""
                + " aria-label=\"" + Html.text("Who depends on whom, and in which order the apps move") + "\">\n");
        svg.append(
                "<defs><marker id=\"call\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6\""
                        + " markerHeight=\"6\" orient=\"auto\"><path class=\"tip\" d=\"M0 0.5 L7.5 4 L0 7.5 z\"/></marker></defs>\n");
        svg.append(frames);
        for (Edge edge : graph.edges()) {
            svg.append(arrow(edge));
        }
        return svg.append(boxes).append("</svg>\n").toString();
    }

    /** Those that share data first, then everybody near the middle of whoever calls him, so that few arrows cross. */
    private List<Group> groups(Wave wave) {
        List<Group> groups = new ArrayList<>(wave.groups());
        groups.sort(Comparator.comparing((Group group) -> group.apps().size() == 1)
                .thenComparing(this::callsSomebody)
                .thenComparingDouble(this::middleOfCallers)
                .thenComparing(group -> group.apps().get(0)));
        return groups;
    }

    /** Those come last, next to the band of whom they call. */
    private boolean callsSomebody(Group group) {
        return graph.edges().stream()
                .filter(edge -> edge.kind() == EdgeKind.CALLS || edge.kind() == EdgeKind.PROMOTES)
                .filter(edge -> group.apps().contains(name(edge.from())))
                .anyMatch(edge -> edge.to().startsWith("app "));
    }

    private double middleOfCallers(Group group) {
        return graph.edges().stream()
                .filter(edge -> edge.kind() == EdgeKind.CALLS || edge.kind() == EdgeKind.PROMOTES)
                .filter(edge -> group.apps().contains(name(edge.to())))
                .map(edge -> places.get(edge.from()))
                .filter(Objects::nonNull)
                .mapToDouble(Place::middle)
                .average()
                .orElse(WIDTH);
    }

    private void band(String title, List<Group> groups) {
        double top = y;
        int column = 0;
        double rowHeight = 0;
        for (Group group : groups) {
            int columns = Math.min(COLUMNS, group.apps().size());
            if (column + columns > COLUMNS) {
                y += rowHeight + GAP;
                column = 0;
                rowHeight = 0;
            }
            rowHeight = Math.max(rowHeight, group(group, column, columns));
            column += columns;
        }
        y += rowHeight;
        frames.append("<line class=\"band\" x1=\"0\" x2=\"" + WIDTH + "\" y1=\"" + Html.number(y + BAND_GAP / 2.0)
                + "\" y2=\"" + Html.number(y + BAND_GAP / 2.0) + "\"/>");
        boxes.append("<text class=\"heading\" x=\"0\" y=\"" + Html.number(top + 22) + "\">" + Html.text(title)
                + "</text>\n");
        y += BAND_GAP;
    }

    /** Places a group, and tells its height. */
    private double group(Group group, int column, int columns) {
        boolean framed = group.apps().size() > 1;
        double x = LEFT + column * (BOX_WIDTH + GAP);
        double inner = y + (framed ? FRAME : 0);
        for (int i = 0; i < group.apps().size(); i++) {
            int row = i / columns;
            box(group.apps().get(i), x + (i % columns) * (BOX_WIDTH + GAP), inner + row * (BOX_HEIGHT + 8.0));
        }
        int rows = (group.apps().size() + columns - 1) / columns;
        double height = rows * (BOX_HEIGHT + 8.0) - 8;
        if (!framed) {
            return height;
        }
        double width = columns * (BOX_WIDTH + GAP) - GAP + 2.0 * FRAME;
        double whole = height + 2 * FRAME + LABEL;
        frames.append("<rect class=\"together\" x=\"" + Html.number(x - FRAME) + "\" y=\"" + Html.number(y)
                + "\" width=\"" + Html.number(width) + "\" height=\"" + Html.number(whole) + "\" rx=\"9\"/>\n");
        boxes.append("<text class=\"shared\" x=\"" + Html.number(x) + "\" y=\"" + Html.number(y + whole - 6) + "\">"
                + Html.text(cut(group.why(), columns * 30)) + "</text>\n");
        return whole;
    }

    private void box(String app, double x, double top) {
        String id = "app " + app;
        places.put(id, new Place(x, top));
        Node node = nodes.get(id);
        boolean other = node != null && node.kind() == NodeKind.OTHER_APP;
        String details = details(id);
        String full = details.isEmpty() ? app : app + ": " + details;
        boxes.append("<g class=\"part" + (other ? " outside" : "") + "\" transform=\"translate(" + Html.number(x) + " "
                + Html.number(top) + ")\"><title>" + Html.text(full) + "</title><rect class=\"box\" width=\""
                + BOX_WIDTH + "\" height=\"" + BOX_HEIGHT + "\" rx=\"6\"/><text class=\"name\" x=\"9\" y=\""
                + (details.isEmpty() ? 23 : 16) + "\">" + Html.text(cut(app, NAME_LETTERS)) + "</text>"
                + (details.isEmpty()
                        ? ""
                        : "<text class=\"detail\" x=\"9\" y=\"29\">" + Html.text(cut(details, DETAIL_LETTERS))
                                + "</text>")
                + "</g>\n");
    }

    /** What the app has for itself and whom it calls outside. */
    private String details(String id) {
        Set<String> parts = new LinkedHashSet<>();
        for (Edge edge : graph.edges()) {
            Node target = nodes.get(edge.to());
            if (edge.from().equals(id) && target != null && shown(edge, target)) {
                parts.add(target.name());
            }
        }
        return String.join(", ", parts);
    }

    private static boolean shown(Edge edge, Node target) {
        return edge.kind() == EdgeKind.USES
                || edge.kind() == EdgeKind.CALLS && target.kind() == NodeKind.OUTSIDE_SERVICE;
    }

    private String arrow(Edge edge) {
        Place from = places.get(edge.from());
        Place to = places.get(edge.to());
        boolean drawn = edge.kind() == EdgeKind.CALLS || edge.kind() == EdgeKind.PROMOTES;
        if (from == null || to == null || !drawn) {
            return "";
        }
        int way = Double.compare(to.y(), from.y());
        double begin = way < 0 ? from.y() : from.y() + BOX_HEIGHT;
        double end = way > 0 ? to.y() - 2 : to.y() + BOX_HEIGHT + 2;
        // Beside each other, an arrow goes below both; two that call each other do not hide one another.
        double bend = way == 0 ? 20 + (to.x() < from.x() ? 8 : 0) : way * Math.max(24, Math.abs(end - begin) / 2);
        double shift = way > 0 ? 0 : to.x() < from.x() ? -14 : 14;
        String path = "M" + Html.number(from.middle() + shift) + " " + Html.number(begin) + " C"
                + Html.number(from.middle() + shift) + " " + Html.number(begin + bend) + " "
                + Html.number(to.middle() - shift) + " " + Html.number(way == 0 ? end + bend : end - bend) + " "
                + Html.number(to.middle() - shift) + " " + Html.number(end);
        String verb = edge.kind() == EdgeKind.CALLS ? " calls " : " is promoted to ";
        return "<path class=\"arrow" + (edge.kind() == EdgeKind.PROMOTES ? " promotes" : "")
                + "\" marker-end=\"url(#call)\" d=\"" + path + "\"><title>"
                + Html.text(name(edge.from()) + verb + name(edge.to()) + ": " + edge.evidence()) + "</title></path>\n";
    }

    private static String name(String id) {
        return id.startsWith("app ") ? id.substring("app ".length()) : id;
    }

    private static String cut(String text, int letters) {
        return text.codePointCount(0, text.length()) <= letters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, letters - 1)) + "…";
    }
}
