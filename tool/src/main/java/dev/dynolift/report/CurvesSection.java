package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.HandoverStep;
import dev.dynolift.report.RehearsalReport.Traffic;
import dev.dynolift.terminal.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the traffic saw over time, the lag, the copy's speed, and what the downtime was spent on. */
final class CurvesSection {

    private static final int WIDE = 960;
    private static final int HALF = 470;
    private static final double MEGABYTE = 1 << 20;
    private static final double KILOBYTE = 1 << 10;

    private CurvesSection() {}

    static String draw(RehearsalReport report) {
        StringBuilder markup = new StringBuilder();
        Traffic traffic = report.traffic();
        if (!traffic.transactionsPerSecond().isEmpty()) {
            markup.append(traffic(traffic));
        }
        List<String> small = new ArrayList<>();
        if (!report.lagSeconds().isEmpty()) {
            small.add(lag(report));
        }
        if (!report.copyBytesPerSecond().isEmpty()) {
            small.add(copy(report));
        }
        if (!small.isEmpty()) {
            markup.append(Html.element("div", "pair", String.join("", small)));
        }
        if (!report.handover().isEmpty()) {
            markup.append(handover(report));
        }
        return markup.length() == 0 ? "" : Html.section("How it went", "", markup.toString());
    }

    private static String traffic(Traffic traffic) {
        Curve committed = new Curve("committed", "committed", traffic.transactionsPerSecond());
        List<Curve> curves = new ArrayList<>(List.of(committed));
        boolean refused = traffic.refusedPerSecond().stream().anyMatch(sample -> sample.value() > 0);
        if (refused) {
            curves.add(new Curve("refused", "refused", traffic.refusedPerSecond()));
        }
        String legend = Html.element("span", "key committed", "committed")
                + (refused ? Html.element("span", "key refused", "refused or failed") : "")
                + (traffic.outages().isEmpty() ? "" : Html.element("span", "key outage", "no write succeeded"));
        return figure(
                "Transactions per second, as the app's users would see it",
                legend,
                new CurveChart("tx/s", curves, traffic.moments(), traffic.outages(), WIDE, 150)
                        .draw("Transactions per second over time, with the times without writes marked"));
    }

    private static String lag(RehearsalReport report) {
        Curve lag = new Curve("lag", "lag", report.lagSeconds());
        boolean millis = lag.largest() < 1;
        return figure(
                "How far the copy was behind",
                "",
                new CurveChart(
                                millis ? "ms" : "s",
                                List.of(millis ? lag.scaled(seconds -> seconds * 1_000) : lag),
                                List.of(),
                                List.of(),
                                HALF,
                                110)
                        .draw("Lag over time"));
    }

    private static String copy(RehearsalReport report) {
        Curve speed = new Curve("copy", "copy", report.copyBytesPerSecond());
        boolean mega = speed.largest() >= MEGABYTE;
        return figure(
                "Speed of the copy",
                "",
                new CurveChart(
                                mega ? "MB/s" : "kB/s",
                                List.of(speed.scaled(bytes -> bytes / (mega ? MEGABYTE : KILOBYTE))),
                                List.of(),
                                List.of(),
                                HALF,
                                110)
                        .draw("Bytes copied in a second over time"));
    }

    private static String figure(String title, String legend, String svg) {
        return Html.element(
                "figure",
                "",
                Html.element("figcaption", "", Html.text(title) + " " + legend) + Html.element("div", "wide", svg));
    }

    private static String rest(RehearsalReport report, Duration all) {
        Duration seen = report.writeDowntime();
        return seen == null || seen.compareTo(all) <= 0
                ? ""
                : "the rest of the " + Numbers.seconds(seen) + " went into reconnecting";
    }

    /** The steps between "writes refused" and "open again", as long as they took. */
    private static String handover(RehearsalReport report) {
        List<HandoverStep> steps = report.handover();
        Duration all = steps.stream().map(HandoverStep::took).reduce(Duration.ZERO, Duration::plus);
        double whole = Math.max(1, all.toMillis());
        StringBuilder bar = new StringBuilder();
        StringBuilder words = new StringBuilder();
        double x = 0;
        for (int i = 0; i < steps.size(); i++) {
            HandoverStep step = steps.get(i);
            double width = step.took().toMillis() / whole * WIDE;
            String shade = "shade" + i % 5;
            bar.append("<rect class=\"" + shade + "\" x=\"" + Html.number(x) + "\" width=\""
                    + Html.number(Math.max(1, width - 1)) + "\" height=\"16\"><title>" + Html.text(step.name())
                    + "</title></rect>");
            words.append(Html.element(
                    "span",
                    "key " + shade,
                    Html.text(step.name()) + " " + Html.element("b", "", Html.text(Numbers.duration(step.took())))));
            x += width;
        }
        return Html.element(
                "figure",
                "",
                Html.element(
                                "figcaption",
                                "",
                                Html.text("From “writes refused” to “handed over”: " + Numbers.duration(all))
                                        + Html.element("span", "key bare", Html.text(rest(report, all))))
                        + "<svg class=\"steps\" viewBox=\"0 0 " + WIDE
                        + " 16\" preserveAspectRatio=\"none\" role=\"img\""
                        + " aria-label=\"Steps of the handover\">" + bar + "</svg>"
                        + Html.element("p", "legend", words.toString()));
    }
}
