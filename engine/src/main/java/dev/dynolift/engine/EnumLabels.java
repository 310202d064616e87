package dev.dynolift.engine;

import dev.dynolift.postgres.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The labels of an enum type at one moment, in their order.
 *
 * @param byNumber each by the server's number of it, which stays when it is renamed
 */
record EnumLabels(Map<Long, String> byNumber) {

    private static final String BETWEEN_LABELS = "\u001f";

    EnumLabels {
        byNumber = new LinkedHashMap<>(byNumber);
    }

    /** Reads what enum_labels.sql writes. */
    static EnumLabels parse(String text) {
        Map<Long, String> labels = new LinkedHashMap<>();
        for (String label : text.isEmpty() ? new String[0] : text.split(BETWEEN_LABELS, -1)) {
            int space = label.indexOf(' ');
            labels.put(Long.valueOf(label.substring(0, space)), label.substring(space + 1));
        }
        return new EnumLabels(labels);
    }

    /** The labels as a list of literals. */
    String literals() {
        return byNumber.values().stream().map(Names::literal).collect(Collectors.joining(", "));
    }

    /**
     * What makes a type that has the labels of an earlier moment have these, without touching a row; empty where no
     * statement does: labels have gone, or have changed places or names with one another.
     */
    String since(EnumLabels before, String type) {
        List<Long> stayed = new ArrayList<>(byNumber.keySet());
        stayed.retainAll(before.byNumber.keySet());
        if (!stayed.equals(List.copyOf(before.byNumber.keySet()))) {
            return "";
        }
        List<String> statements = new ArrayList<>();
        Map<Long, String> names = new HashMap<>(before.byNumber);
        List<Long> renamed = new ArrayList<>(stayed);
        renamed.removeIf(number -> label(number).equals(names.get(number)));
        while (!renamed.isEmpty()) {
            Long next = renamed.stream()
                    .filter(number -> !names.containsValue(label(number)))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                return "";
            }
            statements.add("RENAME VALUE " + Names.literal(before.label(next)) + " TO " + Names.literal(label(next)));
            names.put(next, label(next));
            renamed.remove(next);
        }
        List<Long> all = List.copyOf(byNumber.keySet());
        for (int i = 0; i < all.size(); i++) {
            if (!before.byNumber.containsKey(all.get(i))) {
                statements.add("ADD VALUE " + Names.literal(label(all.get(i)))
                        + (i > 0
                                ? " AFTER " + Names.literal(label(all.get(i - 1)))
                                : stayed.isEmpty() ? "" : " BEFORE " + Names.literal(label(stayed.get(0)))));
            }
        }
        return statements.stream()
                .map(statement -> "ALTER TYPE " + type + " " + statement)
                .collect(Collectors.joining("; "));
    }

    private String label(Long number) {
        return Objects.requireNonNull(byNumber.get(number));
    }

    /** Whether the labels are these, whatever their numbers. */
    boolean readAs(EnumLabels other) {
        return List.copyOf(byNumber.values()).equals(List.copyOf(other.byNumber.values()));
    }
}
