package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database told about itself: names, sizes and counts, no row. A part that could not be read is null and named
 * among the unread; an empty one was read and is empty.
 *
 * @param version "15.13"
 * @param sizeBytes on disk, indexes and dead rows with it
 * @param connectionLimit the least of the server's, the database's and the role's
 * @param connections at the moment of the look, without the look itself
 * @param transactionAge of the oldest row that is not frozen, in transactions; at about two thousand million the server stops
 * @param extensions all that are created, the language plpgsql with them
 * @param tables without partitions, which belong to theirs
 * @param largestTables ten at most, the largest first
 * @param owners of tables, views and sequences; the role of the login that asked is not named
 */
public record DatabaseHoldings(
        @Nullable String version,
        @Nullable Long sizeBytes,
        @Nullable Integer connectionLimit,
        @Nullable Integer connections,
        @Nullable String encoding,
        @Nullable String collation,
        @Nullable Long transactionAge,
        @Nullable List<Extension> extensions,
        @Nullable Integer tables,
        @Nullable List<TableSize> largestTables,
        @Nullable Tables tablesWithoutKey,
        @Nullable Tables unloggedTables,
        @Nullable Long largeObjects,
        @Nullable List<Owner> owners,
        @Nullable Integer preparedTransactions,
        @Nullable Integer replicationSlots,
        List<Unread> unread) {

    public DatabaseHoldings {
        extensions = extensions == null ? null : List.copyOf(extensions);
        largestTables = largestTables == null ? null : List.copyOf(largestTables);
        owners = owners == null ? null : List.copyOf(owners);
        unread = unread == null ? List.of() : List.copyOf(unread);
    }

    /** The version's first number; null when that is unknown. */
    @Nullable
    Integer majorVersion() {
        return version != null && version.matches("\\d{1,4}\\D.*|\\d{1,4}")
                ? Integer.valueOf(version.replaceFirst("\\D.*", ""))
                : null;
    }

    /** An extension that is created in the database. */
    public record Extension(String name, String version, String schema) {}

    /**
     * How large a table is, with its indexes and what lies outside its rows.
     *
     * @param rows as the server estimates them; null when it never counted
     */
    public record TableSize(
            String name, long bytes, @Nullable Long rows) {}

    /**
     * Some tables.
     *
     * @param first so many names as can be read
     */
    public record Tables(int count, List<String> first) {

        public Tables {
            first = List.copyOf(first);
        }
    }

    /** A role, and how many objects it owns. */
    public record Owner(String role, int objects) {}

    /**
     * A part that could not be read.
     *
     * @param what a noun: "extensions"
     * @param why the server's or the network's reason, without any login
     */
    public record Unread(String what, String why) {}
}
