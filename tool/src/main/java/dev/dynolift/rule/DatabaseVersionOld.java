package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/** A major version of PostgreSQL that is not mended any more. */
final class DatabaseVersionOld extends Rule {

    /** When its makers mend a major version for the last time: https://www.postgresql.org/support/versioning/. */
    private static final Map<Integer, LocalDate> LAST_MENDED = Map.of(
            13, LocalDate.of(2025, 11, 13),
            14, LocalDate.of(2026, 11, 12),
            15, LocalDate.of(2027, 11, 11),
            16, LocalDate.of(2028, 11, 9),
            17, LocalDate.of(2029, 11, 8),
            18, LocalDate.of(2030, 11, 14));

    private static final int NEWEST_KNOWN = 18;

    DatabaseVersionOld() {
        super("database-version-old", WARNING, "t3");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        LocalDate today = LocalDate.ofInstant(inventory.auditedAt(), ZoneOffset.UTC);
        return inventory.databases().stream()
                .filter(database -> database.majorVersion() != null && hasEnded(database.majorVersion(), today))
                .map(database -> finding(
                        database.addon(),
                        "The database runs PostgreSQL " + database.majorVersion() + ", which is not mended any more.",
                        "RDS sells it only with extended support, if at all.",
                        "Keep the newer version that the plan chooses, and test the app on it.",
                        "/client/v11/databases/" + database.id()));
    }

    private static boolean hasEnded(int major, LocalDate today) {
        LocalDate last = LAST_MENDED.get(major);
        return last == null ? major < NEWEST_KNOWN : today.isAfter(last);
    }
}
