package dev.dynolift.cli;

import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.terminal.TextTable;
import dev.dynolift.terminal.TextTable.Align;
import dev.dynolift.words.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One side's bill by environment and app, each with its sum. Of many apps each has a line, and more where it is asked for. */
final class CostTable {

    /** So many apps have all of their lines. */
    static final int FEW = 5;

    /** What of a folded app is named. */
    private static final int DEAREST = 2;

    private final TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT).wrapping();
    private final Set<String> unfolded;
    private final boolean many;

    private CostTable(Set<String> unfolded, boolean many) {
        this.unfolded = unfolded;
        this.many = many;
    }

    /** @param unfolded apps whose lines are shown however many there are */
    static TextTable of(String title, List<CostLine> lines, Set<String> unfolded) {
        CostTable bill = new CostTable(unfolded, isLong(lines));
        bill.table.header(title, "USD/month", "", "");
        List<CostLine> monthly = lines.stream().filter(line -> !line.once()).toList();
        by(monthly, CostLine::environment).forEach(bill::environment);
        long unknown = unknown(monthly);
        bill.table.row(
                unknown > 0 ? "Sum, at least" : "Sum",
                dollars(sum(monthly)),
                "",
                unknown > 0 ? "without " + Counted.of(unknown, "line") + " that nobody can tell" : "");
        bill.once(lines.stream().filter(CostLine::once).toList());
        return bill.table;
    }

    /** Whether apps are folded into a line each. */
    static boolean isLong(List<CostLine> lines) {
        return lines.stream()
                        .map(CostLine::app)
                        .filter(app -> !app.isEmpty())
                        .distinct()
                        .count()
                > FEW;
    }

    private void environment(String name, List<CostLine> lines) {
        String indent = name.isEmpty() ? "" : "  ";
        if (!name.isEmpty()) {
            heading(name, lines, "");
        }
        Map<String, List<CostLine>> apps = by(lines, CostLine::app);
        apps.forEach((app, itsLines) -> {
            if (!app.isEmpty()) {
                app(indent, app, itsLines);
            }
        });
        apps.getOrDefault("", List.of()).forEach(line -> line(indent, line.subject(), line));
    }

    private void app(String indent, String app, List<CostLine> lines) {
        boolean folded = many && !unfolded.contains(app);
        heading(indent + app, lines, folded ? dearest(app, lines) : "");
        if (!folded) {
            lines.forEach(line -> line(indent + "  ", withoutApp(app, line), line));
        }
    }

    /** Below the sum, as it is no part of it. */
    private void once(List<CostLine> lines) {
        if (!lines.isEmpty()) {
            table.row("Once, beside it", "", "", "");
        }
        for (CostLine line : lines) {
            table.row(
                    "  " + (line.environment().isEmpty() ? "" : line.environment() + ": ") + line.subject(),
                    dollars(Objects.requireNonNull(line.onceCents())),
                    line.certainty().name().toLowerCase(Locale.ROOT),
                    line.quantity());
        }
    }

    private void heading(String title, List<CostLine> lines, String basis) {
        table.row(title, dollars(sum(lines)), unknown(lines) > 0 ? "at least" : "", basis);
    }

    private void line(String indent, String subject, CostLine line) {
        boolean unknown = line.certainty() == Certainty.UNKNOWN;
        table.row(
                indent + subject,
                unknown ? "?" : dollars(line.counted()),
                line.certainty().name().toLowerCase(Locale.ROOT),
                line.quantity());
    }

    private static String dearest(String app, List<CostLine> lines) {
        return lines.stream()
                .filter(line -> line.counted() > 0)
                .sorted(Comparator.comparingLong(CostLine::counted).reversed())
                .limit(DEAREST)
                .map(line -> kind(withoutApp(app, line)) + " " + dollars(line.counted()))
                .collect(Collectors.joining(", "));
    }

    /** "web" of "web, 2 × standard-2x", "heroku-redis:mini" of "heroku-redis:mini redis-round-1". */
    private static String kind(String subject) {
        return subject.replaceFirst(subject.contains(":") ? " .*" : ", .*", "");
    }

    /** The app's name stands above. */
    private static String withoutApp(String app, CostLine line) {
        return line.subject().startsWith(app + " ") || line.subject().startsWith(app + "-")
                ? line.subject().substring(app.length() + 1)
                : line.subject();
    }

    private static Map<String, List<CostLine>> by(List<CostLine> lines, Function<CostLine, String> group) {
        Map<String, List<CostLine>> groups = new LinkedHashMap<>();
        lines.forEach(line -> groups.computeIfAbsent(group.apply(line), any -> new ArrayList<>())
                .add(line));
        return groups;
    }

    private static long unknown(List<CostLine> lines) {
        return lines.stream()
                .filter(line -> line.certainty() == Certainty.UNKNOWN)
                .count();
    }

    private static long sum(List<CostLine> lines) {
        return lines.stream().mapToLong(CostLine::counted).sum();
    }

    static String dollars(long cents) {
        return String.format(Locale.ROOT, "%,.2f", cents / 100.0);
    }
}
