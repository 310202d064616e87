package dev.dynolift.traffic;

import java.util.List;

/** A statement with places for variables. Immutable. */
record SqlText(List<Part> parts) {

    SqlText {
        parts = List.copyOf(parts);
    }

    /** A piece of the statement. */
    sealed interface Part {}

    /** Text that stays as it is. */
    record Literal(String text) implements Part {}

    /** A variable's value; quoted as a string when it was written {@code :'name'}. */
    record Place(String variable, boolean quoted) implements Part {}

    /** @throws ScriptError when a variable has no value */
    String with(Variables variables) {
        StringBuilder sql = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                sql.append(literal.text());
            } else if (part instanceof Place place) {
                String value = variables.text(place.variable());
                // "5 -:n" with a negative n must not become a comment.
                if (value.startsWith("-") && !sql.isEmpty() && sql.charAt(sql.length() - 1) == '-') {
                    sql.append(' ');
                }
                boolean quotes = place.quoted() && !variables.isNull(place.variable());
                sql.append(quotes ? "'" + value.replace("'", "''") + "'" : value);
            }
        }
        return sql.toString();
    }
}
