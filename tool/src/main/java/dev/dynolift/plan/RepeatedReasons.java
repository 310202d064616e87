package dev.dynolift.plan;

import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the plan of many apps readable: a reason that was given for one of them is not told again for each of the others, so
 * that what is different stands out. Whatever the user wrote stays.
 */
final class RepeatedReasons {

    /** So many apps, databases or caches are read one by one. */
    private static final int FEW = 5;

    /** What fits behind a value needs no shortening. */
    private static final int SHORT = 60;

    /** By key and comment, for whom it was told first. */
    private final Map<String, String> told = new HashMap<>();

    private RepeatedReasons() {}

    /** The document with every reason in full where it is first given, and a word of where that is elsewhere. */
    static Section shortened(Section document) {
        Map<String, Node> entries = new LinkedHashMap<>(document.entries());
        entries.replaceAll(
                (key, node) -> node instanceof Items items && items.sections().size() > FEW
                        ? new RepeatedReasons().items(items, Optional.empty())
                        : node);
        return new Section(document.line(), document.notes(), entries);
    }

    private Items items(Items items, Optional<String> owner) {
        return new Items(
                items.line(),
                items.notes(),
                items.sections().stream()
                        .map(section -> section(section, owner.isPresent() ? owner : section.name()))
                        .toList());
    }

    private Section section(Section section, Optional<String> owner) {
        Map<String, Node> entries = new LinkedHashMap<>(section.entries());
        entries.replaceAll((key, node) -> shortened(key, node, owner));
        return new Section(section.line(), section.notes(), entries);
    }

    private Node shortened(String key, Node node, Optional<String> owner) {
        if (node instanceof Items items) {
            return items(items, owner);
        }
        if (node instanceof Section inner) {
            return section(inner, owner);
        }
        Value value = (Value) node;
        Optional<Source> source = Source.beginning(value.comment()).filter(one -> one != Source.YOURS);
        if (source.isEmpty() || owner.isEmpty() || value.comment().length() < SHORT) {
            return node;
        }
        String first = told.putIfAbsent(key + " " + value.comment(), owner.get());
        return first == null || first.equals(owner.get())
                ? node
                : new Value(
                        value.line(),
                        value.notes(),
                        value.content(),
                        source.get().word() + ": as for " + first);
    }
}
