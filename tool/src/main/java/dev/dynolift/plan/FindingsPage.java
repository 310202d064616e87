package dev.dynolift.plan;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.words.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code findings.md}: what stops the move, what breaks unless somebody acts, and what is good to know. */
public final class FindingsPage {

    /** The file's name in a workspace. */
    public static final String NAME = "findings.md";

    private FindingsPage() {}

    /**
     * Replaces the page in one move.
     *
     * @param plan as the planner made it; one that was read from a file has lost its findings
     * @throws DynoliftException FILE
     */
    public static void write(Path file, MigrationPlan plan) {
        try {
            WholeFile.write(file, text(plan));
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the findings " + file + " cannot be written",
                    Reason.of(e),
                    "Choose another folder with --workspace.",
                    e);
        }
    }

    /** The page as Markdown. */
    public static String text(MigrationPlan plan) {
        Set<String> accepted = plan.blockers().stream()
                .filter(blocker -> blocker.accepted().value())
                .map(Blocker::name)
                .collect(Collectors.toSet());
        StringBuilder page = new StringBuilder("# Findings for " + plan.name() + "\n");
        page.append("Made by `dynolift plan` together with plan.yaml; written anew at each run.\n\n");
        page.append(headline(plan)).append("\n");
        section(page, plan, Severity.BLOCKING, "Blocking: `dynolift generate` stops until these are settled", accepted);
        section(page, plan, Severity.WARNING, "Warnings: something breaks or changes unless somebody acts", accepted);
        section(page, plan, Severity.INFO, "Good to know", accepted);
        return page.toString();
    }

    private static String headline(MigrationPlan plan) {
        int open = plan.openBlockers().size();
        String rest = counted(plan, Severity.WARNING, "warning") + ", " + counted(plan, Severity.INFO, "thing")
                + " to know.\n";
        return open == 0
                ? "**Nothing stops the move.** " + rest
                : "**" + open + (open == 1 ? " finding stops" : " findings stop") + " the move.** " + rest;
    }

    private static String counted(MigrationPlan plan, Severity severity, String singular) {
        long count = plan.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        return Counted.of(count, singular);
    }

    private static void section(
            StringBuilder page, MigrationPlan plan, Severity severity, String title, Set<String> accepted) {
        List<Finding> findings = plan.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
        page.append("\n## ").append(title).append('\n');
        if (findings.isEmpty()) {
            page.append("None.\n");
        }
        // What is accepted stands by itself, as it stops nothing.
        for (boolean settled : new boolean[] {false, true}) {
            FindingGroup.of(findings.stream()
                            .filter(finding -> accepted.contains(finding.id() + " " + finding.subject()) == settled)
                            .toList())
                    .forEach(group -> group(page, group, settled));
        }
    }

    private static void group(StringBuilder page, FindingGroup group, boolean accepted) {
        Finding finding = group.first();
        page.append("\n### ")
                .append(oneLine(finding.subject()))
                .append(": ")
                .append(oneLine(finding.what()))
                .append('\n');
        if (accepted) {
            page.append("**Accepted by you in plan.yaml: stops nothing.**\n\n");
        }
        if (!finding.why().isBlank()) {
            page.append(oneLine(finding.why())).append("\n\n");
        }
        if (!finding.next().isBlank()) {
            page.append("**To do:** ").append(oneLine(finding.next())).append("\n\n");
        }
        if (!group.otherSubjects().isEmpty()) {
            page.append("**The same for ")
                    .append(group.otherSubjects().size())
                    .append(" more:** ")
                    .append(oneLine(String.join(", ", group.otherSubjects())))
                    .append("\n\n");
        }
        page.append("<sub>").append(finding.id());
        if (!finding.source().isBlank()) {
            page.append(" · seen in ").append(oneLine(finding.source()));
        }
        if (finding.fact() != null) {
            page.append(" · more in ").append(oneLine(finding.fact()));
        }
        page.append("</sub>\n");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
