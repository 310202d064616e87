package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.Link;
import dev.dynolift.report.RehearsalReport.Part;
import dev.dynolift.report.RehearsalReport.PartKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The before/after picture: what runs at Heroku at the left, what takes its place on AWS at the right, and arrows. */
final class EstatePicture {

    private static final int WIDTH = 960;
    private static final int BOX_WIDTH = 372;
    private static final int BOX_HEIGHT = 38;
    private static final int STEP = 46;
    private static final int TOP = 30;
    private static final int RIGHT = WIDTH - BOX_WIDTH;
    private static final int NAME_LETTERS = 36;
    private static final int DETAIL_LETTERS = 58;

    private EstatePicture() {}

    static String draw(Estate whole) {
        Estate estate = EstateFolding.fold(whole);
        int rows = Math.max(estate.heroku().size(), estate.aws().size());
        int height = TOP + rows * STEP;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"picture\" viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\""
                + Html.text("What runs at Heroku, and what takes its place on AWS") + "\">\n");
        svg.append(
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                        + " markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0.5 L7.5 4 L0 7.5 z\"/></marker></defs>\n");
        svg.append(heading(0, "Today, at Heroku")).append(heading(RIGHT, "After the move, on AWS"));
        Map<String, Double> middles = new HashMap<>();
        StringBuilder boxes = new StringBuilder();
        column(estate.heroku(), 0, rows, middles, boxes);
        column(estate.aws(), RIGHT, rows, middles, boxes);
        for (Link link : estate.links()) {
            svg.append(arrow(middles.getOrDefault(link.from(), 0.0), middles.getOrDefault(link.to(), 0.0)));
        }
        return svg.append(boxes).append("</svg>\n").toString();
    }

    private static String heading(int x, String text) {
        return "<text class=\"heading\" x=\"" + x + "\" y=\"14\">" + Html.text(text) + "</text>\n";
    }

    /** The shorter side stands in the middle of the longer one. */
    private static void column(List<Part> parts, int x, int rows, Map<String, Double> middles, StringBuilder svg) {
        double y = TOP + (rows - parts.size()) * STEP / 2.0;
        for (Part part : parts) {
            svg.append(box(part, x, y));
            middles.put(part.id(), y + BOX_HEIGHT / 2.0);
            y += STEP;
        }
    }

    private static String box(Part part, int x, double y) {
        String kind = part.kind().name().toLowerCase(Locale.ROOT);
        String full = part.detail().isEmpty() ? part.name() : part.name() + ": " + part.detail();
        String outside = part.kind() == PartKind.OUTSIDE ? " outside" : "";
        boolean single = part.detail().isEmpty();
        return "<g class=\"part" + outside + "\" transform=\"translate(" + x + " " + Html.number(y) + ")\"><title>"
                + Html.text(full) + "</title><rect class=\"box\" width=\"" + BOX_WIDTH + "\" height=\"" + BOX_HEIGHT
                + "\" rx=\"6\"/><rect class=\"kind " + kind + "\" x=\"0\" y=\"6\" width=\"4\" height=\""
                + (BOX_HEIGHT - 12) + "\" rx=\"2\"/><text class=\"name\" x=\"14\" y=\"" + (single ? 24 : 17) + "\">"
                + Html.text(cut(part.name(), NAME_LETTERS)) + "</text>"
                + (single
                        ? ""
                        : "<text class=\"detail\" x=\"14\" y=\"31\">" + Html.text(cut(part.detail(), DETAIL_LETTERS))
                                + "</text>")
                + "<text class=\"word\" x=\"" + (BOX_WIDTH - 10) + "\" y=\"17\">"
                + Html.text(EstateFolding.word(part.kind())) + "</text></g>\n";
    }

    private static String arrow(double from, double to) {
        int begin = BOX_WIDTH + 3;
        int end = RIGHT - 4;
        int bend = (end - begin) / 2;
        return "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M" + begin + " " + Html.number(from) + " C"
                + (begin + bend) + " " + Html.number(from) + " " + (end - bend) + " " + Html.number(to) + " " + end
                + " " + Html.number(to) + "\"/>\n";
    }

    private static String cut(String text, int letters) {
        return text.codePointCount(0, text.length()) <= letters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, letters - 1)) + "…";
    }
}
