package dev.dynolift.engine;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/** The labels of an enum type, in their order. */
record EnumLabels(List<String> labels) {

    EnumLabels {
        labels = List.copyOf(labels);
    }

    /** Those of a type, by its name as SQL writes it. */
    static EnumLabels read(Session session, String type) {
        return new EnumLabels(session.query(
                "SELECT enumlabel FROM pg_enum WHERE enumtypid = to_regtype(?) ORDER BY enumsortorder",
                row -> row.getString(1),
                type));
    }

    /**
     * What makes a type that has these labels have others, without touching a row; empty where that is nothing or cannot be
     * told. Labels neither go nor change places, so of those that only one side has, between two that both have, ours were
     * renamed; unless there are more of the others, of which nobody knows which are the renamed ones.
     */
    String alteredTo(EnumLabels wanted, String type) {
        List<String> statements = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int next = 0;
        for (int i = 0; i <= wanted.labels.size(); i++) {
            boolean atEnd = i == wanted.labels.size();
            if (!atEnd && !labels.contains(wanted.labels.get(i))) {
                added.add(wanted.labels.get(i));
                continue;
            }
            int common = atEnd ? labels.size() : labels.indexOf(wanted.labels.get(i));
            if (common < next) {
                return "";
            }
            List<String> gone = labels.subList(next, common);
            if (gone.isEmpty()) {
                for (int k = 0; k < added.size(); k++) {
                    statements.add(
                            "ADD VALUE " + Names.literal(added.get(k)) + place(wanted.labels, i - added.size() + k));
                }
            } else if (gone.size() == added.size()) {
                for (int k = 0; k < added.size(); k++) {
                    statements.add("RENAME VALUE " + Names.literal(gone.get(k)) + " TO " + Names.literal(added.get(k)));
                }
            } else {
                return "";
            }
            added.clear();
            next = common + 1;
        }
        return String.join(
                "; ",
                statements.stream()
                        .map(statement -> "ALTER TYPE " + type + " " + statement)
                        .toList());
    }

    /** Behind the one before, which is there by then; before all of them where it is the first. */
    private String place(List<String> wanted, int at) {
        if (at > 0) {
            return " AFTER " + Names.literal(wanted.get(at - 1));
        }
        return labels.isEmpty() ? "" : " BEFORE " + Names.literal(labels.get(0));
    }
}
