package dev.dynolift.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quoting of names and literals for SQL text. */
public final class Names {

    private Names() {}

    /** A name in double quotes, whatever it holds. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A schema's object, both parts quoted. */
    public static String qualified(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }

    /** A string literal that means the same whatever {@code standard_conforming_strings} says. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** Numbers as the text of an array, for a literal or a parameter: oids, processes. */
    public static String array(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** The names quoted and separated by commas. */
    public static String list(Collection<String> names) {
        return names.stream().map(Names::quote).collect(Collectors.joining(", "));
    }

    /** The names quoted, each behind {@code prefix} and a dot, separated by commas. */
    public static String list(String prefix, Collection<String> names) {
        return names.stream().map(name -> prefix + "." + quote(name)).collect(Collectors.joining(", "));
    }
}
