package dev.dynolift.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that one run of a script knows. Not thread-safe. */
final class Variables {

    private final Map<String, Optional<String>> values = new HashMap<>();

    Variables(Map<String, String> atStart) {
        atStart.forEach(this::set);
    }

    void set(String name, @Nullable String value) {
        values.put(name, Optional.ofNullable(value));
    }

    boolean isNull(String name) {
        return values.getOrDefault(name, Optional.empty()).isEmpty();
    }

    /** The value as SQL text; a null from the database is {@code NULL}. */
    String text(String name) {
        Optional<String> value = values.get(name);
        if (value == null) {
            throw new ScriptError("the variable " + name + " has no value");
        }
        return value.orElse("NULL");
    }

    Number number(String name) {
        String text = text(name);
        try {
            return Expression.numberOf(text);
        } catch (NumberFormatException e) {
            throw new ScriptError("the variable " + name + " is not a number");
        }
    }
}
