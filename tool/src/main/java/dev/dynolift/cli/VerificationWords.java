package dev.dynolift.cli;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.engine.TargetState;
import dev.dynolift.engine.Verification;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.verify.Difference;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.TableComparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a comparison came to, for people and for programs.
 *
 * @param selection the tables that were compared
 */
record VerificationWords(
        Verification.Outcome outcome, Verification.@Nullable Repaired repaired, TableSelection selection) {

    private static final int NAMED_AT_MOST = 20;

    /** Whether nothing differs any more: a repair mends rows and sequences, not definitions. */
    boolean isEqualNow() {
        return repaired == null
                ? outcome.equal()
                : left().isEmpty() && tablesLeft().isEmpty();
    }

    /** The differences in one sentence. */
    static String count(Verification.Outcome outcome) {
        long tables = outcome.rows().tables().stream()
                .filter(table -> table.differing() > 0)
                .count();
        return "Rows: " + Numbers.count(outcome.rows().differing(), "difference") + " in "
                + Numbers.count(tables, "table") + ". Definitions and sequences: "
                + Numbers.count(outcome.objects().differences().size(), "difference") + ".";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Compared " + Numbers.rows(outcome.rows().rows()) + " of "
                + Numbers.count(outcome.rows().tables().size(), "table") + " and "
                + Numbers.count(
                        outcome.objects().counts().stream()
                                .mapToLong(ObjectComparison.KindCount::source)
                                .sum(),
                        "object")
                + " in " + Numbers.duration(outcome.took()) + ".");
        lines.add("The source was compared as it was at "
                + SourceTime.words(outcome.at())
                + (outcome.fenced()
                        ? "; it refuses writes since before."
                        : outcome.writtenDown() ? "." : "; rows written there since the copy count as differences."));
        changedSince().ifPresent(lines::add);
        notCompared().ifPresent(lines::add);
        if (outcome.equal()) {
            lines.add(
                    outcome.writtenDown()
                            ? nothingElseDiffers()
                            : selection.isEverything()
                                    ? "Nothing differs: every row of every table, every sequence and definition is the same on both"
                                            + " sides."
                                    : "Nothing differs in the selected tables: each row, definition and sequence of theirs is the"
                                            + " same on both sides. Nothing else was compared.");
            lines.addAll(endOfCopy());
            wasUnverified().ifPresent(lines::add);
            return lines;
        }
        wasUnverified().ifPresent(lines::add);
        lines.add(count(outcome));
        if (outcome.rows().nothingThere()) {
            lines.addAll(ending());
            return lines;
        }
        some(lines, outcome.rows().differences(), outcome.rows().differing(), VerificationWords::line);
        List<ObjectComparison.ObjectDifference> objects = outcome.objects().differences();
        some(lines, objects, objects.size(), VerificationWords::line);
        lines.addAll(ending());
        return lines;
    }

    private String sideInUse() {
        return outcome.state() == TargetState.TAKEN_OVER ? "target" : "source";
    }

    /** What a side that is in use has changed is no difference, nor can anybody tell what it was. */
    private Optional<String> changedSince() {
        long changed = outcome.rows().changedSince();
        return changed == 0
                ? Optional.empty()
                : Optional.of(Numbers.rows(changed) + (changed == 1 ? " was" : " were") + " changed at the "
                        + sideInUse() + " since both sides were the same, as its log says: what "
                        + (changed == 1 ? "it" : "they") + " came from cannot be compared any more.");
    }

    private String nothingElseDiffers() {
        return "Nothing " + (outcome.rows().changedSince() == 0 ? "" : "else ") + "differs"
                + (selection.isEverything() ? "" : " in the selected tables")
                + ": each row is the same on both sides, and each definition; sequences are in use.";
    }

    /** What holds rows that are nobody's own. */
    private Optional<String> notCompared() {
        long views = ofKind("materialized view");
        long foreign = ofKind("foreign table");
        List<String> parts = new ArrayList<>();
        if (views > 0) {
            parts.add("of " + Numbers.count(views, "materialized view")
                    + " the definitions, and not the rows, which are made from those of the tables: REFRESH MATERIALIZED VIEW"
                    + " makes them anew");
        }
        if (foreign > 0) {
            parts.add("of " + Numbers.count(foreign, "foreign table")
                    + " the definitions, and not the rows, which are another server's");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("Compared were " + String.join("; ", parts) + ".");
    }

    private long ofKind(String kind) {
        return outcome.objects().counts().stream()
                .filter(count -> count.kind().equals(kind))
                .mapToLong(ObjectComparison.KindCount::source)
                .sum();
    }

    private List<String> ending() {
        if (repaired == null) {
            return advice();
        }
        List<String> lines = new ArrayList<>();
        repaired.tables()
                .forEach(table -> lines.add("Mended " + table.table() + ": " + Numbers.rows(table.deleted())
                        + " taken out, " + Numbers.rows(table.inserted()) + " brought; the table was compared again."));
        if (repaired.sequences() > 0) {
            lines.add("Set " + Numbers.count(repaired.sequences(), "sequence") + ".");
        }
        if (isEqualNow()) {
            lines.add("Nothing differs any more.");
            lines.addAll(endOfCopy());
        } else {
            lines.addAll(beyondRepair());
        }
        return lines;
    }

    /** What to do about differences that nobody has mended yet. */
    private List<String> advice() {
        return switch (outcome.state()) {
            case TAKEN_OVER -> takenOver();
            case STAYED ->
                List.of(
                        "A database has taken over from the source for good, so the target's rows may be the newer ones, and"
                                + " none is mended from the source.");
            case TAKEN_OVER_ELSEWHERE ->
                List.of("Another database than this target has taken over from the source. Next: check "
                        + DatabaseAddresses.TARGET);
            case FOLLOWING, GIVEN_BACK ->
                List.of("Next, to go on with the live move, which compares every row itself: dynolift data sync");
            case UNRECORDED, UNFINISHED, UNPROVED -> mending();
        };
    }

    private List<String> takenOver() {
        if (!outcome.writtenDown()) {
            return List.of(
                    "The target has taken over, so its rows may be the newer ones, and none is mended from the source.",
                    "Next, to bring its writes to the source: dynolift data reverse");
        }
        if (outcome.rows().equal()) {
            return List.of("Every row has arrived; the definitions above were altered since.");
        }
        return List.of(
                "The log of the target, which has taken over, says of none of these rows that anybody has changed it there:"
                        + " they did not arrive as the source has them. None is mended by itself while the app works there.",
                "Next: make each the same by hand; the source has them as they were. Then, to see that nothing differs:"
                        + " dynolift data verify");
    }

    /** A full comparison makes good for a handover that did not wait for one. */
    private Optional<String> wasUnverified() {
        return outcome.wasUnverified()
                .map(compared -> "The handover was UNVERIFIED, as only " + compared.words()
                        + " had been compared; it counts as verified from now on.");
    }

    private List<String> mending() {
        if (outcome.rows().nothingThere()) {
            return List.of("The target has none of the tables. Next: dynolift data copy" + options());
        }
        List<String> lines = new ArrayList<>();
        if (outcome.isMendable()) {
            lines.add((outcome.state() == TargetState.UNRECORDED
                            ? "No record tells which side is the newer one."
                            : "The copy has not ended, and no record tells whether the app uses the target already.")
                    + " If anybody has written to the target since it was copied, a repair would lose that.");
            lines.add("Next, to make the target's rows and sequences those of the source: dynolift data verify"
                    + options() + " --repair");
        }
        lines.addAll(beyondRepair());
        return lines;
    }

    private List<String> beyondRepair() {
        List<String> lines = new ArrayList<>();
        long objects = left().stream()
                .filter(ObjectComparison.ObjectDifference::isOfLargeObject)
                .count();
        long ofExtensions = left().stream()
                .filter(ObjectComparison.ObjectDifference::isOfExtensionRows)
                .count();
        long definitions = left().size() - objects - ofExtensions + tablesLeft().size();
        if (definitions > 0) {
            lines.add(Numbers.count(definitions, "difference")
                    + " of definitions cannot be mended here: alter the target, or copy again into an empty database.");
        }
        if (objects > 0) {
            lines.add("Large objects cannot be mended here: copy again into an empty database.");
        }
        if (ofExtensions > 0) {
            lines.add("Rows in tables of extensions cannot be mended here: see the command beside each.");
        }
        return lines;
    }

    /** A copy that ended without a proof keeps its record until somebody ends it. */
    private List<String> endOfCopy() {
        if (outcome.state() != TargetState.UNPROVED) {
            return List.of();
        }
        return List.of("The record of an unproved copy is still at the target. Next, to end that copy: "
                + "dynolift " + outcome.copy().orElse("data copy") + ", which compares every row again"
                + (outcome.ofAllCopied()
                        ? "; or, as the sides are equal and you need no way back: dynolift data clean"
                        : ""));
    }

    private String options() {
        return selection.isEverything() ? "" : " " + selection.options();
    }

    private List<ObjectComparison.ObjectDifference> left() {
        return outcome.objects().differences().stream()
                .filter(difference -> !difference.isOfState())
                .toList();
    }

    /** Tables that could not be compared row by row. */
    private List<TableComparison.TableOutcome> tablesLeft() {
        Collection<String> mended = repaired == null
                ? outcome.rows().mendable()
                : repaired.tables().stream().map(table -> table.table()).toList();
        return outcome.rows().tables().stream()
                .filter(table -> table.differing() > 0 && !mended.contains(table.table()))
                .toList();
    }

    private static <T> void some(List<String> lines, List<T> named, long count, Function<T, String> line) {
        named.stream().limit(NAMED_AT_MOST).map(line).forEach(lines::add);
        long more = count - Math.min(named.size(), NAMED_AT_MOST);
        if (more > 0) {
            lines.add("  and " + Numbers.count(more) + " more");
        }
    }

    private static String line(Difference difference) {
        return "  " + difference.table() + " " + difference.key() + " "
                + difference.kind().word();
    }

    private static String line(ObjectComparison.ObjectDifference difference) {
        return "  " + difference.kind() + " " + difference.name() + " " + difference.what();
    }

    /** One object, with all differences that are named. */
    String json() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        answer.put("equal", outcome.equal());
        answer.put("equalNow", isEqualNow());
        answer.put("sourceAt", outcome.at().toString());
        answer.put("sourceFenced", outcome.fenced());
        answer.put("rows", outcome.rows().rows());
        answer.put("rowsChangedSince", outcome.rows().changedSince());
        answer.put("verifiesHandover", outcome.wasUnverified().isPresent());
        answer.put("rowsDiffering", outcome.rows().differing());
        answer.put("tables", outcome.rows().tables());
        answer.put("differences", outcome.rows().differences());
        answer.put("objects", outcome.objects().counts());
        answer.put(
                "objectDifferences",
                outcome.objects().differences().stream()
                        .map(difference ->
                                Map.of("kind", difference.kind(), "name", difference.name(), "what", difference.what()))
                        .toList());
        if (repaired != null) {
            answer.put("repaired", repaired);
        }
        answer.put("tookMillis", outcome.took().toMillis());
        return JsonMapper.builder().build().writeValueAsString(answer);
    }
}
