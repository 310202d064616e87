package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.Moment;
import dev.dynolift.report.RehearsalReport.Outage;
import dev.dynolift.report.RehearsalReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Curves over time as an inline drawing, with the moments that matter and the times without writes marked. */
final class CurveChart {

    private static final int LEFT = 74;
    private static final int RIGHT = 14;
    private static final int BOTTOM = 24;
    private static final int LABEL_ROW = 15;
    private static final int MOST_LABEL_ROWS = 4;
    private static final double LETTER = 6.1;
    private static final double[] TIME_STEPS = {
        0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400
    };

    private final String unit;
    private final List<Curve> curves;
    private final List<Moment> moments;
    private final List<Outage> outages;
    private final int width;
    private final int plot;
    private final List<Integer> labelRows;
    private final double from;
    private final double to;
    private final double top;
    private final double step;

    /**
     * A chart of so many units in width; all text grows with the drawing.
     *
     * @param plot the height of the curves alone
     */
    CurveChart(String unit, List<Curve> curves, List<Moment> moments, List<Outage> outages, int width, int plot) {
        this.unit = unit;
        this.curves = curves.stream().map(Curve::thinned).toList();
        this.moments = moments.stream()
                .sorted(Comparator.comparingDouble(Moment::second))
                .toList();
        this.outages = outages;
        this.width = width;
        this.plot = plot;
        this.from = times().min().orElse(0);
        this.to = Math.max(from + 0.1, times().max().orElse(1));
        double largest = curves.stream().mapToDouble(Curve::largest).max().orElse(0);
        this.step = niceStep(largest);
        this.top = Math.max(step, Math.ceil(largest / step) * step);
        this.labelRows = labelRows();
    }

    private DoubleStream times() {
        DoubleStream samples = curves.stream()
                .flatMapToDouble(curve -> curve.samples().stream().mapToDouble(Sample::second));
        return DoubleStream.concat(samples, moments.stream().mapToDouble(Moment::second));
    }

    String draw(String description) {
        int head = 8
                + LABEL_ROW * (labelRows.stream().mapToInt(row -> row + 1).max().orElse(0));
        int height = head + plot + BOTTOM;
        StringBuilder svg = new StringBuilder("<svg class=\"chart\" viewBox=\"0 0 " + width + " " + height
                + "\" role=\"img\" aria-label=\"" + Html.text(description) + "\">\n");
        for (Outage outage : outages) {
            double begin = x(outage.fromSecond());
            svg.append("<rect class=\"outage\" x=\"" + Html.number(begin) + "\" y=\"" + head + "\" width=\""
                    + Html.number(Math.max(2, x(outage.toSecond()) - begin)) + "\" height=\"" + plot + "\"><title>"
                    + Html.text(outage.label()) + "</title></rect>\n");
        }
        for (double value = 0; value <= top + step / 2; value += step) {
            String y = Html.number(y(value, head));
            svg.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (width - RIGHT) + "\" y1=\"" + y + "\" y2=\""
                    + y + "\"/>" + label("tick end", LEFT - 8, y(value, head) + 4, amount(value) + " " + unit));
        }
        double timeStep = timeStep();
        for (double time = Math.ceil(from / timeStep) * timeStep; time <= to + 1e-9; time += timeStep) {
            svg.append(label("tick middle", x(time), head + plot + 17, time(time, timeStep)));
        }
        curves.forEach(curve -> svg.append(line(curve, head)));
        for (int i = 0; i < moments.size(); i++) {
            svg.append(moment(moments.get(i), labelRows.get(i), head));
        }
        return svg.append("</svg>\n").toString();
    }

    private String line(Curve curve, int head) {
        if (curve.samples().isEmpty()) {
            return "";
        }
        String points = curve.samples().stream()
                .map(sample -> Html.number(x(sample.second())) + " " + Html.number(y(sample.value(), head)))
                .collect(Collectors.joining(" L"));
        Sample first = curve.samples().get(0);
        Sample last = curve.samples().get(curve.samples().size() - 1);
        String ground = Html.number(y(0, head));
        return "<path class=\"area " + curve.type() + "\" d=\"M" + Html.number(x(first.second())) + " " + ground + " L"
                + points + " L" + Html.number(x(last.second())) + " " + ground + " z\"/><path class=\"line "
                + curve.type() + "\" d=\"M" + points + "\"/>\n";
    }

    private String moment(Moment moment, int row, int head) {
        double x = x(moment.second());
        double y = 12 + (double) row * LABEL_ROW;
        boolean before = endsBefore(moment);
        return "<line class=\"moment\" x1=\"" + Html.number(x) + "\" x2=\"" + Html.number(x) + "\" y1=\""
                + Html.number(y - 9) + "\" y2=\"" + (head + plot) + "\"/>"
                + label("moment" + (before ? " end" : ""), before ? x - 5 : x + 5, y, moment.label());
    }

    /** Labels that would run out of the drawing stand at the left of their line. */
    private boolean endsBefore(Moment moment) {
        return x(moment.second()) + 5 + length(moment) > width - 2;
    }

    private static double length(Moment moment) {
        return moment.label().length() * LETTER;
    }

    /** A row for each label, as high up as no other label is in its way. */
    private List<Integer> labelRows() {
        List<Integer> rows = new ArrayList<>();
        List<double[]> taken = new ArrayList<>();
        for (Moment moment : moments) {
            double begin = endsBefore(moment) ? x(moment.second()) - 5 - length(moment) : x(moment.second());
            double end = begin + length(moment) + 12;
            int row = 0;
            while (row < MOST_LABEL_ROWS - 1 && overlaps(taken, row, begin, end)) {
                row++;
            }
            rows.add(row);
            taken.add(new double[] {row, begin, end});
        }
        return rows;
    }

    private static boolean overlaps(List<double[]> taken, int row, double begin, double end) {
        return taken.stream().anyMatch(other -> other[0] == row && begin < other[2] && other[1] < end);
    }

    private static String label(String type, double x, double y, String text) {
        return "<text class=\"" + type + "\" x=\"" + Html.number(x) + "\" y=\"" + Html.number(y) + "\">"
                + Html.text(text) + "</text>\n";
    }

    private double x(double second) {
        double inside = Math.max(from, Math.min(to, second));
        return LEFT + (inside - from) / (to - from) * (width - LEFT - RIGHT);
    }

    private double y(double value, int head) {
        return head + plot - value / top * plot;
    }

    /** 1, 2 or 5 times a power of ten, so that there are three to five lines. */
    private static double niceStep(double largest) {
        if (largest <= 0) {
            return 1;
        }
        double raw = largest / 4;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double digit = raw / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private double timeStep() {
        int most = width > 600 ? 10 : 5;
        for (double candidate : TIME_STEPS) {
            if ((to - from) / candidate <= most) {
                return candidate;
            }
        }
        return (to - from) / most;
    }

    private static String time(double second, double step) {
        if (step >= 3600) {
            return Html.number(second / 3600) + " h";
        }
        return step >= 60 ? Html.number(second / 60) + " min" : Html.number(second) + " s";
    }

    private static String amount(double value) {
        return value >= 10_000
                ? Html.number(value / 1_000) + "k"
                : value < 1 && value > 0 ? small(value) : Html.number(value);
    }

    private static String small(double value) {
        return String.format(java.util.Locale.ROOT, "%.2f", value);
    }
}
