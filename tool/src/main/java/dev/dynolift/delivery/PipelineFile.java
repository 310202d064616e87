package dev.dynolift.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of a CI service.
 *
 * @param name relative to the checkout, with slashes
 * @param content mappings, lists and scalars; null when it is no YAML
 */
record PipelineFile(String name, String text, @Nullable Object content) {

    /** The value of a key of a mapping; null when there is none. */
    static @Nullable Object get(@Nullable Object mapping, String key) {
        return mapping instanceof Map<?, ?> map ? map.get(key) : null;
    }

    /** The value as text; null when it is none. */
    static @Nullable String text(@Nullable Object mapping, String key) {
        Object value = get(mapping, key);
        return value == null || value instanceof Map || value instanceof List ? null : String.valueOf(value);
    }

    /** A list, or a single value taken for a list of one; empty for nothing. */
    static List<Object> list(@Nullable Object value) {
        List<Object> list = new ArrayList<>();
        if (value instanceof List<?> many) {
            for (Object one : many) {
                if (one != null) {
                    list.add(one);
                }
            }
        } else if (value != null) {
            list.add(value);
        }
        return list;
    }

    /** The words of a list. */
    static List<String> words(@Nullable Object value) {
        return list(value).stream()
                .filter(one -> !(one instanceof Map || one instanceof List))
                .map(String::valueOf)
                .toList();
    }

    /** Calls for each entry of each mapping, at any depth. */
    static void walk(@Nullable Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null) {
                    visitor.accept(String.valueOf(key), value);
                    walk(value, visitor);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(element -> walk(element, visitor));
        }
    }

    /** "file:line" of the first line that holds the text. */
    String place(String part) {
        return places(part).stream().findFirst().orElse(name);
    }

    /** "file:line" of each line that holds the text and is no comment. */
    List<String> places(String part) {
        List<String> lines = text.lines().toList();
        List<String> places = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part) && !lines.get(i).strip().startsWith("#")) {
                places.add(name + ":" + (i + 1));
            }
        }
        return places;
    }
}
