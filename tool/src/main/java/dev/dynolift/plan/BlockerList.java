package dev.dynolift.plan;

import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blockers in a plan's document. They are always the planner's own: a line may accept one, and a choice may settle it, but
 * none goes because it was deleted, or because it was settled once.
 */
final class BlockerList {

    private static final String KEY = "blockers";

    private BlockerList() {}

    /** A document with exactly the blockers of the planner's, each as the document has it where it does. */
    static Section restored(Section document, Section own) {
        if (!(own.get(KEY) instanceof Items items)) {
            return with(document, new Items(0, List.of(), List.of()));
        }
        Node mine = document.get(KEY);
        if (!(mine instanceof Items kept)) {
            return with(document, items);
        }
        List<Section> all = items.sections().stream()
                .map(blocker -> blocker.name().flatMap(kept::named).orElse(blocker))
                .toList();
        return with(document, new Items(kept.line(), kept.notes(), all));
    }

    /** Those that still stand in the way, or were accepted. */
    static Section without(Section document, Set<String> settled) {
        if (!(document.get(KEY) instanceof Items items)) {
            return document;
        }
        List<Section> open = items.sections().stream()
                .filter(section -> section.name().filter(settled::contains).isEmpty())
                .toList();
        return with(document, new Items(items.line(), items.notes(), open));
    }

    private static Section with(Section document, Items blockers) {
        Map<String, Node> entries = new LinkedHashMap<>(document.entries());
        entries.put(KEY, blockers);
        return new Section(document.line(), document.notes(), entries);
    }
}
