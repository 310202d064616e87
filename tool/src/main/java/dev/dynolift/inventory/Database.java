package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Heroku Postgres database. What could not be read is null, and a finding says so.
 *
 * @param addon the add-on's name: "postgresql-curved-12345"
 * @param plan without the service: "standard-0"
 * @param monthlyCents as billed, in US cents
 * @param sizeBytes what Heroku counts as data
 * @param connectionLimit of the plan
 * @param extensions names; null when nobody asked the database
 * @param following the add-on that this one is a read-only follower of; null for a primary
 * @param billingApp the app that owns the add-on
 * @param attachments all uses, also by apps that were not audited
 * @param details what else the Data API tells; null when it did not answer
 * @param holdings what the database itself told; null when nobody asked it, or it could not be reached
 */
public record Database(
        String id,
        String addon,
        String plan,
        @Nullable Integer monthlyCents,
        @Nullable Integer majorVersion,
        @Nullable Long sizeBytes,
        @Nullable Integer tables,
        @Nullable Integer connections,
        @Nullable Integer connectionLimit,
        boolean highlyAvailable,
        boolean pooled,
        @Nullable List<String> extensions,
        @Nullable String following,
        String billingApp,
        List<Attachment> attachments,
        @Nullable DatabaseDetails details,
        @Nullable DatabaseHoldings holdings) {

    public Database {
        extensions = extensions == null ? null : List.copyOf(extensions);
        attachments = List.copyOf(attachments);
    }

    /** A database of which only the usual is known. */
    public Database(
            String id,
            String addon,
            String plan,
            @Nullable Integer monthlyCents,
            @Nullable Integer majorVersion,
            @Nullable Long sizeBytes,
            @Nullable Integer tables,
            @Nullable Integer connections,
            @Nullable Integer connectionLimit,
            boolean highlyAvailable,
            boolean pooled,
            @Nullable List<String> extensions,
            @Nullable String following,
            String billingApp,
            List<Attachment> attachments) {
        this(
                id,
                addon,
                plan,
                monthlyCents,
                majorVersion,
                sizeBytes,
                tables,
                connections,
                connectionLimit,
                highlyAvailable,
                pooled,
                extensions,
                following,
                billingApp,
                attachments,
                null,
                null);
    }

    /** The same, following that add-on. */
    public Database withLeader(String leader) {
        return new Database(
                id,
                addon,
                plan,
                monthlyCents,
                majorVersion,
                sizeBytes,
                tables,
                connections,
                connectionLimit,
                highlyAvailable,
                pooled,
                extensions,
                leader,
                billingApp,
                attachments,
                details,
                holdings);
    }

    /** The same, looked into: what Heroku did not tell is taken from the database itself. */
    public Database withHoldings(DatabaseHoldings found) {
        return new Database(
                id,
                addon,
                plan,
                monthlyCents,
                majorVersion == null ? found.majorVersion() : majorVersion,
                sizeBytes == null ? found.sizeBytes() : sizeBytes,
                tables == null ? found.tables() : tables,
                connections == null ? found.connections() : connections,
                connectionLimit == null ? found.connectionLimit() : connectionLimit,
                highlyAvailable,
                pooled,
                found.extensions() == null
                        ? extensions
                        : found.extensions().stream()
                                .map(DatabaseHoldings.Extension::name)
                                .toList(),
                following,
                billingApp,
                attachments,
                details,
                found);
    }
}
