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
        @Nullable String createdAt) {

    public DatabaseDetails {
        credentials = credentials == null ? null : List.copyOf(credentials);
        followers = followers == null ? null : List.copyOf(followers);
        backups = backups == null ? null : List.copyOf(backups);
    }
}
