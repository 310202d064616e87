package dev.dynolift.schema;

/** When a definition is created; in this order, but what is of one table alone need not wait for other tables. */
public enum Section {
    /** Before any row arrives. */
    PRE_DATA,
    /** One index of one table: needs its rows only, and is built beside the table's other indexes. */
    INDEX,
    /** What takes the table for itself once its indexes are there: key constraints above all. */
    TABLE,
    /** Indexes of partitioned tables, made of those of their partitions. */
    PARTITIONED_INDEX,
    /** Added without a look at the rows, which takes both tables for an instant. */
    FOREIGN_KEY,
    /** A look at the rows that blocks nobody, or a foreign key that cannot be added without one. */
    VALIDATION,
    /** Everything else, in the dump's order. */
    POST_DATA
}
