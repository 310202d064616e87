package dev.dynolift.catalog;

import dev.dynolift.postgres.Names;

/**
 * A column.
 *
 * @param type as {@code format_type} writes it with an empty search path
 * @param generated computed by the server: never copied, still compared
 * @param plain equal values are equal bytes in binary form on every server
 * @param comparedAsText as a key, two values are the same only when their texts are
 * @param orderable its order does not depend on a collation, so ranges of it mean the same on both sides
 * @param bulk how large a value can be, and how that is known
 */
public record Column(
        String name,
        String type,
        boolean generated,
        boolean plain,
        boolean comparedAsText,
        boolean orderable,
        Bulk bulk) {

    /** How large a value can be, and how that is known. */
    public enum Bulk {
        /** Never large, by its type or its declared length. */
        FIXED,
        /** Binary data, whose size is known without reading it. */
        BYTES,
        /** Text, whose size is known without reading it. */
        TEXT,
        /** What has to be written out as text to know how long that is. */
        STRUCTURE
    }

    /** The type that a key column has in our logs. */
    public String keyType() {
        return comparedAsText ? "text COLLATE \"C\"" : type;
    }

    /**
     * The value as a copy reads it, {@code prefix} being the row's alias with a dot, or nothing. XML's own output leaves
     * out what the value says of its encoding, its text does not.
     */
    public String read(String prefix) {
        String value = prefix + Names.quote(name);
        return type.equals("xml") ? value + "::text" : value;
    }

    /** The value as a row's image has it, to compare majors by; since major 16 a byte beyond ASCII is written otherwise. */
    public String image(String prefix) {
        return type.equals("\"char\"") ? prefix + Names.quote(name) + "::int4" : read(prefix);
    }

    /** The column's value as a key, of the row called {@code alias}. */
    public String keyValue(String alias) {
        String value = alias + "." + Names.quote(name);
        return comparedAsText ? "(" + value + ")::text COLLATE \"C\"" : value;
    }
}
