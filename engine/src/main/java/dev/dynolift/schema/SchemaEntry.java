package dev.dynolift.schema;

/**
 * One definition, applied as a whole.
 *
 * @param number its place in the order, from 1
 * @param kind as pg_dump names it: "TABLE", "INDEX", "FK CONSTRAINT"
 * @param name with its schema, for people: "public.orders_pkey"
 * @param table the table whose rows it needs, as {@link dev.dynolift.postgres.Names#qualified} quotes it; empty in
 *     sections that do not work table by table
 * @param definition SQL, one statement or more
 */
public record SchemaEntry(int number, Section section, String kind, String name, String table, String definition) {

    SchemaEntry numbered(int place) {
        return new SchemaEntry(place, section, kind, name, table, definition);
    }
}
