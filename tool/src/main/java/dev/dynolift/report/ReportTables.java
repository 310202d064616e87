package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.Check;
import dev.dynolift.report.RehearsalReport.Cost;
import dev.dynolift.report.RehearsalReport.CostLine;
import dev.dynolift.report.RehearsalReport.Finding;
import dev.dynolift.report.RehearsalReport.RowDifference;
import dev.dynolift.report.RehearsalReport.StageResult;
import dev.dynolift.report.RehearsalReport.Weight;
import dev.dynolift.terminal.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page's tables and lists. Long ones show their beginning and fold the rest away. */
final class ReportTables {

    private static final int SHOWN = 24;
    private static final int SHOWN_FINDINGS = 8;

    private ReportTables() {}

    static String stages(List<StageResult> stages) {
        List<String> rows = new ArrayList<>();
        for (StageResult stage : stages) {
            String outcome = stage.outcome().name().toLowerCase(Locale.ROOT);
            rows.add(Html.row(
                    "",
                    List.of(
                            Html.element("span", "outcome " + outcome, sign(stage)) + Html.text(stage.title()),
                            Html.element("span", "note", Html.text(stage.note())),
                            Html.element("span", "nowrap", Html.text(outcome)),
                            Html.text(Numbers.duration(stage.took()))),
                    "td",
                    List.of(3)));
        }
        return Html.section("Stages", "", table(List.of("stage", "", "outcome", "time"), List.of(3), rows, "stages"));
    }

    /** Tables with differences first, then the largest. */
    static String checks(RehearsalReport report) {
        List<Check> checks = report.proof().checks().stream()
                .sorted(Comparator.comparingLong(Check::differing)
                        .thenComparingLong(Check::rows)
                        .reversed())
                .toList();
        List<String> rows = new ArrayList<>();
        for (Check check : checks) {
            rows.add(Html.row(
                    check.differing() > 0 ? "bad" : "",
                    List.of(
                            Html.text(check.what()),
                            Html.element("span", "note", Html.text(check.when())),
                            Html.text(Numbers.count(check.rows()) + " " + check.unit()),
                            Html.text(Numbers.count(check.differing()))),
                    "td",
                    List.of(2, 3)));
        }
        String lead = "Whole rows, not counts: every column of every row on both sides.";
        return Html.section(
                "What was compared",
                lead,
                differences(report.proof().differences())
                        + table(List.of("what", "when", "compared", "differing"), List.of(2, 3), rows, "checks"));
    }

    private static String differences(List<RowDifference> differences) {
        if (differences.isEmpty()) {
            return "";
        }
        List<String> items = differences.stream()
                .limit(SHOWN)
                .map(row -> Html.element("b", "", Html.text(row.table())) + " "
                        + Html.element("code", "", Html.text(row.key())) + " " + Html.text(row.kind()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (differences.size() > SHOWN) {
            items.add(
                    Html.text("… and " + Numbers.rows(differences.size() - (long) SHOWN) + " more in the JSON result"));
        }
        return Html.element("h3", "bad", "Rows that differ") + Html.list("differences", items);
    }

    static String cost(Cost cost) {
        List<String> rows = new ArrayList<>();
        for (CostLine line : cost.lines()) {
            rows.add(Html.row(
                    "",
                    List.of(
                            Html.text(line.what()),
                            Html.element("span", "note", Html.text(line.note())),
                            price(line.heroku()),
                            price(line.aws())),
                    "td",
                    List.of(2, 3)));
        }
        String total = Html.row(
                "total",
                List.of(
                        "Together, a month",
                        "",
                        Html.text(Numbers.dollars(cost.heroku())),
                        Html.text(Numbers.dollars(cost.aws()))),
                "td",
                List.of(2, 3));
        return Html.section(
                "What would be created on AWS, and what it costs",
                "US dollars a month. " + cost.basis(),
                table(List.of("what", "", "Heroku", "AWS"), List.of(2, 3), rows, "cost")
                        .replace("</table>", Html.element("tfoot", "", total) + "</table>"));
    }

    private static String price(@Nullable Double price) {
        return price == null ? Html.element("span", "note", "–") : Html.text(Numbers.dollars(price));
    }

    static String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        List<String> items = findings.stream()
                .sorted(Comparator.comparing(Finding::weight))
                .limit(SHOWN_FINDINGS)
                .map(finding -> {
                    String weight = finding.weight().name().toLowerCase(Locale.ROOT);
                    return Html.element("span", "weight " + weight, weight) + " " + Html.sentence(finding.what())
                            + (finding.next().isEmpty()
                                    ? ""
                                    : " " + Html.element("span", "note", Html.sentence("→ " + finding.next())));
                })
                .collect(Collectors.toCollection(ArrayList::new));
        if (findings.size() > SHOWN_FINDINGS) {
            items.add(Html.element(
                    "span",
                    "note",
                    Html.text("… and " + Numbers.count(findings.size() - (long) SHOWN_FINDINGS)
                            + " more in findings.md")));
        }
        String lead = count(findings, Weight.BLOCKING, "blocking") + " · "
                + count(findings, Weight.WARNING, "to act on") + " · " + count(findings, Weight.INFO, "to know")
                + ". All of them, with what to do: findings.md";
        return Html.section("Findings", lead, Html.list("findings", items));
    }

    private static String count(List<Finding> findings, Weight weight, String word) {
        return Numbers.count(findings.stream()
                        .filter(finding -> finding.weight() == weight)
                        .count())
                + " " + word;
    }

    private static String table(List<String> names, List<Integer> numbers, List<String> rows, String type) {
        String head = Html.element("thead", "", Html.row("", names, "th", numbers));
        List<String> shown = rows.size() > SHOWN + 3 ? rows.subList(0, SHOWN) : rows;
        String table = Html.element("table", type, head + Html.element("tbody", "", String.join("", shown)));
        if (shown.size() == rows.size()) {
            return table;
        }
        List<String> rest = rows.subList(SHOWN, rows.size());
        return table
                + Html.element(
                        "details",
                        "",
                        Html.element("summary", "", Html.text(Numbers.count(rest.size()) + " more"))
                                + Html.element("table", type, Html.element("tbody", "", String.join("", rest))));
    }

    private static String sign(StageResult stage) {
        return switch (stage.outcome()) {
            case DONE -> "✓";
            case SKIPPED -> "–";
            case FAILED -> "✗";
        };
    }
}
