package dev.dynolift.plan;

import dev.dynolift.error.Problems;
import dev.dynolift.error.Spelling;
import dev.dynolift.yaml.DocumentPath;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import dev.dynolift.yaml.ThreeWayMerge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Values of a plan that are given on the command line, as {@code path=value}. */
final class Assignments {

    private Assignments() {}

    /**
     * The document with the values set; those that have no place in it become problems.
     *
     * @param file the plan's, for what is said about it
     */
    static Section set(Section document, List<String> values, Path file, Problems problems) {
        List<String> waiting = new ArrayList<>();
        Section changed = set(document, values, waiting);
        if (!waiting.isEmpty() && waiting.size() < values.size()) {
            // Some sections have more keys once another value is set: a service, its organization.
            Section whole = PlanWriting.document(PlanFile.plan(file, changed, new Problems()));
            changed = ThreeWayMerge.merge(new Section(0, List.of(), Map.of()), changed, whole, new PlanMarks())
                    .document();
            List<String> tried = List.copyOf(waiting);
            waiting.clear();
            changed = set(changed, tried, waiting);
        }
        for (String assignment : waiting) {
            problem(assignment, changed, problems);
        }
        return changed;
    }

    /** @param waiting takes the assignments that have no place in the document */
    private static Section set(Section document, List<String> values, List<String> waiting) {
        Section changed = document;
        for (String assignment : values) {
            int equals = assignment.indexOf('=');
            Optional<Section> done = Optional.empty();
            if (equals >= 1) {
                String text = assignment.substring(equals + 1).strip();
                done = DocumentPath.change(
                        changed, assignment.substring(0, equals).strip(), value -> set(value, text));
            }
            if (done.isEmpty()) {
                waiting.add(assignment);
            }
            changed = done.orElse(changed);
        }
        return changed;
    }

    private static void problem(String assignment, Section document, Problems problems) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            problems.add("--set " + assignment, "it is not of the form path=value", "");
        } else {
            String path = assignment.substring(0, equals).strip();
            problems.add(
                    "--set " + path,
                    "the plan has no value there",
                    Spelling.nearest(path, DocumentPath.all(document))
                            .map(near -> "Did you mean " + near + "?")
                            .orElse(
                                    "Write the keys of plan.yaml joined by dots, such as apps.NAME.services.web.count."));
        }
    }

    private static Value set(Value before, String text) {
        Object content = text;
        if (before.content() instanceof Boolean && text.matches("true|false")) {
            content = Boolean.valueOf(text);
        } else if (before.content() instanceof Long && text.matches("-?\\d{1,18}")) {
            content = Long.valueOf(text);
        } else if (before.content() instanceof List<?>) {
            content = Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        if (content.equals(before.content())) {
            return before;
        }
        return new Value(before.line(), before.notes(), content, new PlanMarks().edited(before));
    }
}
