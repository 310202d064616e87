package dev.dynolift.schema;

import java.util.Set;

/**
 * One definition of a dump.
 *
 * @param number its place in the dump's order, from 1
 * @param kind as pg_dump names it: "TABLE", "INDEX", "FK CONSTRAINT"
 * @param name with its schema, for people: "public.orders_pkey"
 * @param definition SQL, one statement or more
 */
public record SchemaEntry(int number, Section section, String kind, String name, String definition) {

    private static final Set<String> BUILT_SIDE_BY_SIDE = Set.of("INDEX", "CONSTRAINT");

    /** Whether it may be built at the same time as others of its like: nothing but a table's rows is needed for it. */
    boolean isBuiltSideBySide() {
        return BUILT_SIDE_BY_SIDE.contains(kind);
    }
}
