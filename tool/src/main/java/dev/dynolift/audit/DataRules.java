package dev.dynolift.audit;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.function.Consumer;

/** What databases and key-value stores need. */
final class DataRules {

    /** The oldest major version of PostgreSQL that its makers still mend: https://www.postgresql.org/support/versioning/. */
    private static final int OLDEST_MENDED = 14;

    private DataRules() {}

    static void check(Inventory inventory, Consumer<Finding> findings) {
        inventory.databases().forEach(database -> database(database, findings));
        for (KeyValueStore store : inventory.keyValueStores()) {
            inventory.apps().stream()
                    .filter(app -> uses(app, store.attachments()))
                    .filter(DataRules::keepsJobsInRedis)
                    .forEach(app -> jobs(app, store, findings));
        }
    }

    private static void database(Database database, Consumer<Finding> findings) {
        String source = "/client/v11/databases/" + database.id();
        Integer version = database.majorVersion();
        if (version != null && version < OLDEST_MENDED) {
            findings.accept(new Finding(
                    "database-version-old",
                    WARNING,
                    database.addon(),
                    "The database runs PostgreSQL " + version + ", which is not mended any more.",
                    "RDS sells it only with extended support, if at all.",
                    "Keep the newer version that the plan chooses, and test the app on it.",
                    source));
        }
        if (database.following() != null) {
            findings.accept(new Finding(
                    "database-follower",
                    INFO,
                    database.addon(),
                    "The database is a read-only follower of " + database.following() + ".",
                    "Its rows come from there and are not moved.",
                    "Add a read replica on RDS when the app needs one.",
                    source));
        }
        if (database.pooled()) {
            findings.accept(new Finding(
                    "connection-pooling",
                    WARNING,
                    database.addon(),
                    "Heroku pools the connections to the database.",
                    "RDS does not: more clients need more connections, or a pool of your own.",
                    "Add RDS Proxy or PgBouncer, or check that all processes' pools fit the limit of RDS.",
                    source));
        }
        List<String> users =
                database.attachments().stream().map(Attachment::app).distinct().toList();
        if (users.size() > 1) {
            findings.accept(new Finding(
                    "database-shared",
                    WARNING,
                    database.addon(),
                    "The database is used by " + String.join(", ", users) + ".",
                    "All of them have to switch at the same moment.",
                    "Audit and plan them together: `dynolift audit " + String.join(" ", users) + "`.",
                    source));
        }
    }

    private static void jobs(HerokuApp app, KeyValueStore store, Consumer<Finding> findings) {
        String source = "/redis/v0/databases/" + store.addon();
        findings.accept(new Finding(
                "jobs-in-key-value-store",
                WARNING,
                app.name() + " " + store.addon(),
                "Background jobs are kept in " + store.addon() + ": it is more than a cache.",
                "A new, empty one would lose jobs that wait, are to be retried or are scheduled for later.",
                "Let the workers finish before the cutover, or have the plan copy it.",
                source));
        String policy = store.maxmemoryPolicy();
        if (policy != null && !policy.equals("noeviction")) {
            findings.accept(new Finding(
                    "jobs-may-be-evicted",
                    WARNING,
                    app.name() + " " + store.addon(),
                    store.addon() + " throws keys away when it is full (" + policy + ").",
                    "Jobs can get lost that way, today and on AWS.",
                    "Use `noeviction` on AWS, and another store for the cache.",
                    source + "/config"));
        }
    }

    private static boolean uses(HerokuApp app, List<Attachment> attachments) {
        return attachments.stream().anyMatch(attachment -> attachment.app().equals(app.name()));
    }

    private static boolean keepsJobsInRedis(HerokuApp app) {
        RepositoryFacts repository = app.repository();
        boolean byLibrary = repository != null
                && List.of("sidekiq", "resque", "bull", "bullmq", "celery", "rq").stream()
                        .anyMatch(library -> repository.version(library).isPresent());
        return byLibrary
                || app.processes().stream()
                        .anyMatch(process -> process.command().matches(".*\\b(sidekiq|resque|celery|rq worker)\\b.*"));
    }
}
