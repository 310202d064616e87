package dev.dynolift.report;

import dev.dynolift.terminal.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rehearsal came to, and the words for it. */
public enum Verdict {
    /** Every row was compared and none differs. */
    NOTHING_LOST,
    /** Rows differ. */
    DIFFERENT,
    /** The comparison did not come to its end, or a stage failed: nothing is known, so nothing is claimed. */
    UNVERIFIED;

    private static final int NAMED_KEYS = 3;

    /** The word in JSON: "nothing-lost". */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The verdict in a short sentence. */
    public String headline(RehearsalReport report) {
        RehearsalReport.Proof proof = report.proof();
        return switch (this) {
            case NOTHING_LOST -> "Nothing was lost: " + Numbers.rows(proof.rowsCompared()) + " compared, 0 differ.";
            case DIFFERENT ->
                Numbers.rows(proof.rowsDiffering()) + (proof.rowsDiffering() == 1 ? " differs" : " differ")
                        + " between the two databases.";
            case UNVERIFIED -> "UNVERIFIED: the comparison of all rows did not come to its end.";
        };
    }

    /** What goes with it: downtimes and the way back, or which rows differ, or which stage failed. */
    public String explanation(RehearsalReport report) {
        return switch (this) {
            case NOTHING_LOST -> downtimes(report);
            case DIFFERENT -> named(report.proof().differences(), report.proof().rowsDiffering());
            case UNVERIFIED ->
                Numbers.rows(report.proof().rowsCompared()) + " were compared and none differs so far."
                        + failed(report);
        };
    }

    private static String downtimes(RehearsalReport report) {
        String over = refused(report.writeDowntime());
        String back = report.rollbackDowntime() == null
                ? ""
                : " The way back took " + Numbers.seconds(report.rollbackDowntime()) + " and kept all "
                        + Numbers.count(report.writesKeptByRollback(), "write") + " made on the new side.";
        return over + back;
    }

    private static String refused(@Nullable Duration downtime) {
        return downtime == null
                ? "No traffic ran, so no downtime was measured."
                : "Writes were refused for " + Numbers.seconds(downtime) + ".";
    }

    /** The tables with their first keys: "In orders: 17 changed, 18 missing; users: 3 surplus." */
    private static String named(List<RehearsalReport.RowDifference> differences, long all) {
        String tables = differences.stream()
                .map(RehearsalReport.RowDifference::table)
                .distinct()
                .limit(NAMED_KEYS)
                .map(table -> table + ": " + keys(differences, table))
                .collect(Collectors.joining("; "));
        return differences.isEmpty() ? "" : (all > differences.size() ? "Among them " : "In ") + tables + ".";
    }

    private static String keys(List<RehearsalReport.RowDifference> differences, String table) {
        List<String> keys = differences.stream()
                .filter(difference -> difference.table().equals(table))
                .map(difference -> difference.key() + " " + difference.kind())
                .toList();
        String more = keys.size() > NAMED_KEYS ? ", …" : "";
        return keys.stream().limit(NAMED_KEYS).collect(Collectors.joining(", ", "", more));
    }

    private static String failed(RehearsalReport report) {
        return report.stages().stream()
                .filter(stage -> stage.outcome() == RehearsalReport.StageOutcome.FAILED)
                .map(stage -> " The stage “" + stage.title() + "” failed.")
                .collect(Collectors.joining());
    }
}
