package dev.dynolift.catalog;

import dev.dynolift.postgres.Names;

/** A sequence of the app. */
public record Sequence(String schema, String name) {

    public String quoted() {
        return Names.qualified(schema, name);
    }
}
