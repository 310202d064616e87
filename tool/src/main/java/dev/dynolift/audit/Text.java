package dev.dynolift.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields of Heroku's answers that may be missing or null. */
final class Text {

    private Text() {}

    /** The field's text; null when there is none. Dots go down: "stack.name". */
    static @Nullable String orNull(JsonNode json, String path) {
        JsonNode node = json;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node.isMissingNode() || node.isNull() || node.isContainer() ? null : node.asString("");
    }

    /** The field's text; empty when there is none. */
    static String of(JsonNode json, String path) {
        String text = orNull(json, path);
        return text == null ? "" : text;
    }

    static @Nullable Integer whole(JsonNode json, String name) {
        JsonNode node = json.path(name);
        if (!node.isNumber()) {
            return parse(of(json, name));
        }
        Long number = number(node);
        return number == null || number.intValue() != number ? null : Integer.valueOf(number.intValue());
    }

    /** A whole number; null when it is none that Java could count. */
    static @Nullable Long number(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? Long.valueOf(node.longValue()) : null;
        }
        double value = node.doubleValue();
        return Math.abs(value) < 1e15 ? Long.valueOf(Math.round(value)) : null;
    }

    /** A number with a fraction; null when it is none. */
    static @Nullable Double decimal(JsonNode json, String name) {
        JsonNode node = json.path(name);
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? Double.valueOf(node.doubleValue()) : null;
    }

    /** A number in text; null when it is none. */
    static @Nullable Integer parse(String text) {
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }
}
