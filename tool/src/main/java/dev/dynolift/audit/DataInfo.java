package dev.dynolift.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The lines of text that the Data API adds for its command line: {@code {"name": "Connections", "values": ["31/120"]}}. */
final class DataInfo {

    private DataInfo() {}

    /** The first value of a line; empty when there is none. */
    static String of(JsonNode data, String name) {
        for (JsonNode line : data.path("info")) {
            if (Text.of(line, "name").equalsIgnoreCase(name)) {
                return line.path("values").path(0).asString("");
            }
        }
        return "";
    }

    static @Nullable String orNull(JsonNode data, String name) {
        String text = of(data, name);
        return text.isEmpty() ? null : text;
    }
}
