package dev.dynolift.rounds;

import dev.dynolift.catalog.Table;

/** How a session looks a table's rows up. The planner cannot know how few a log or a temporary table names; we do. */
enum Lookup {
    /** As the planner thinks best. */
    AS_PLANNED("SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_seqscan = on;"
            + " SET LOCAL random_page_cost TO DEFAULT"),

    /** Temporary tables are of unknown size to the planner, and read as a whole; rows are found by the key's index. */
    RATHER_BY_INDEX("SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_seqscan = on;"
            + " SET LOCAL random_page_cost = 0"),

    /** By the key's index, whatever the planner thinks. */
    ONLY_BY_INDEX("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off");

    /** Below this share of a table, rows are looked up through the key's index; above it one scan is cheaper. */
    private static final long INDEX_SHARE = 20;

    private final String settings;

    Lookup(String settings) {
        this.settings = settings;
    }

    /** Statements that make it so until the transaction ends. */
    String settings() {
        return settings;
    }

    /** Whether so many rows of the table are so few that its key's index finds them sooner than a scan. */
    static boolean areFew(long rows, Table table) {
        return table.isFoundByKey() && rows * INDEX_SHARE < table.estimatedRows();
    }
}
