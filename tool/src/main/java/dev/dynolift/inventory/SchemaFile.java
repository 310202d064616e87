package dev.dynolift.inventory;

import java.util.List;

/**
 * What a checkout's own copy of its database's definitions says: {@code db/schema.rb} or {@code db/structure.sql}.
 *
 * @param file relative to the repository
 * @param extensions those that it creates
 */
public record SchemaFile(
        String file,
        List<Extension> extensions,
        DatabaseHoldings.Tables tablesWithoutKey,
        DatabaseHoldings.Tables unloggedTables) {

    public SchemaFile {
        extensions = List.copyOf(extensions);
    }

    /** An extension, and the line that creates it, from 1. */
    public record Extension(String name, int line) {}
}
