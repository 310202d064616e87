package dev.dynolift.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads the tables of this package: comma-separated, the first line names the columns, fields may be in quotes. */
final class CsvTable {

    private CsvTable() {}

    /** The rows of a table that ships with the program, in their order. */
    static List<Row> rows(String file) {
        try (InputStream stream = CsvTable.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the table " + file + " is missing in this build");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        List<String> names = fields(lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = fields(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), i < fields.size() ? fields.get(i).strip() : "");
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** One row, its fields by column. */
    record Row(Map<String, String> fields) {

        String text(String column) {
            String text = fields.get(column);
            if (text == null) {
                throw new IllegalStateException("no column " + column);
            }
            return text;
        }

        int whole(String column) {
            return (int) Double.parseDouble(text(column));
        }

        /** The number at the field's beginning, if it begins with one. */
        OptionalDouble number(String column) {
            String text = text(column);
            try {
                return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }

        /** Where the row is from, and how far it was checked. */
        Provenance provenance() {
            return new Provenance(
                    fields.getOrDefault("source", ""),
                    fields.getOrDefault("date", ""),
                    fields.getOrDefault("verified", ""));
        }
    }
}
