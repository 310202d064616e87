package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Data API tells about a database beyond its size. Every part is null when it could not be read.
 *
 * @param version "15.13"
 * @param tier "classic" or "advanced"
 * @param credentials their names, the owner's is "default"
 * @param followers the add-ons that copy this database
 * @param maintenanceWindow as Heroku words it: "Sundays 02:00 to 06:00 UTC"
 * @param pendingMaintenance as Heroku words it; null when none is due
 * @param backups "daily at 02:00 Europe/Berlin"
 * @param links how many foreign servers are linked into it
 * @param forkedFrom whether it began as a copy of another
 * @param createdAt as Heroku writes it
 * @param outside who reaches it from outside its space with a certificate of Heroku's; null when nobody does
 */
public record DatabaseDetails(
        @Nullable String version,
        String tier,
        @Nullable List<String> credentials,
        @Nullable List<String> followers,
        @Nullable Boolean poolingAvailable,
        @Nullable String maintenanceWindow,
        @Nullable String pendingMaintenance,
        @Nullable List<String> backups,
        @Nullable Integer links,
        @Nullable Boolean forkedFrom,
        @Nullable String createdAt,
        @Nullable OutsideAccess outside) {

    public DatabaseDetails {
        credentials = credentials == null ? null : List.copyOf(credentials);
        followers = followers == null ? null : List.copyOf(followers);
        backups = backups == null ? null : List.copyOf(backups);
    }

    /**
     * The way in from outside that Heroku calls mutual TLS. No certificate and no key is kept.
     *
     * @param ranges addresses that may come, each with what somebody has called it: "203.0.113.0/24 (office)"
     * @param certificates those of clients, each with its end: "etl until 2027-01-31"
     */
    public record OutsideAccess(List<String> ranges, List<String> certificates) {

        public OutsideAccess {
            ranges = List.copyOf(ranges);
            certificates = List.copyOf(certificates);
        }
    }
}
