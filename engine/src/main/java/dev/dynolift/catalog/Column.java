package dev.dynolift.catalog;

import dev.dynolift.postgres.Names;

/**
 * A column.
 *
 * @param type as {@code format_type} writes it with an empty search path
 * @param generated computed by the server: never copied, still compared
 * @param plain its binary form is the same on every server
 * @param comparedAsText as a key, two values are the same only when their texts are
 * @param orderable its order does not depend on a collation, so ranges of it mean the same on both sides
 */
public record Column(
        String name, String type, boolean generated, boolean plain, boolean comparedAsText, boolean orderable) {

    /** The type that a key column has in our logs. */
    public String keyType() {
        return comparedAsText ? "text COLLATE \"C\"" : type;
    }

    /** The column's value as a key, of the row called {@code alias}. */
    public String keyValue(String alias) {
        String value = alias + "." + Names.quote(name);
        return comparedAsText ? "(" + value + ")::text COLLATE \"C\"" : value;
    }
}
