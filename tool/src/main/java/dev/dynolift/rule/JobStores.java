package dev.dynolift.rule;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells which key-value stores hold background jobs. */
final class JobStores {

    private static final Pattern COMMAND = Pattern.compile("\\b(sidekiq|resque|celery|bullmq|rq worker)\\b");

    private JobStores() {}

    /** A key-value store and an app that keeps jobs in it. */
    record Use(HerokuApp app, KeyValueStore store) {}

    static Stream<Use> of(Inventory inventory) {
        return inventory.keyValueStores().stream().flatMap(store -> inventory.apps().stream()
                .filter(app -> store.attachments().stream()
                        .anyMatch(attachment -> attachment.app().equals(app.name())))
                .filter(JobStores::keepsJobsInRedis)
                .map(app -> new Use(app, store)));
    }

    private static boolean keepsJobsInRedis(HerokuApp app) {
        RepositoryFacts repository = app.repository();
        // The code knows better than a command: Celery's jobs are in RabbitMQ as often as in Redis.
        return repository != null && !repository.needs().services().isEmpty()
                ? repository.needs().uses(Service.REDIS).anyMatch(use -> use.purpose() == Purpose.JOBS)
                : app.processes().stream()
                        .anyMatch(process -> COMMAND.matcher(process.command()).find());
    }
}
