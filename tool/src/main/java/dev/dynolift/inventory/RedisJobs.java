package dev.dynolift.inventory;

import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.regex.Pattern;

/** Tells which apps keep background jobs in Redis, where an empty new one would lose them. */
public final class RedisJobs {

    /** These know nothing but Redis, whatever the checkout says, which may be another app's. */
    private static final Pattern ONLY_REDIS = Pattern.compile("\\b(sidekiq|resque|bullmq|rqworker|rq worker)\\b");
    /** These take what the broker's address says. */
    private static final Pattern REDIS_OR_RABBITMQ = Pattern.compile("\\b(celery|dramatiq)\\b");

    private RedisJobs() {}

    /** Whether the app's commands or its code say that it keeps jobs in Redis. */
    public static boolean areKeptBy(HerokuApp app) {
        RepositoryFacts code = app.repository();
        if (runs(app, ONLY_REDIS)) {
            return true;
        }
        if (code == null) {
            return runs(app, REDIS_OR_RABBITMQ);
        }
        boolean coded = Boolean.TRUE.equals(code.usesSidekiq())
                || code.needs().uses(Service.REDIS).anyMatch(use -> use.purpose() == Purpose.JOBS);
        // The code knows better than a command: Celery's jobs are in RabbitMQ as often as in Redis.
        boolean untold = code.needs().services().stream()
                .filter(use -> use.service() != Service.UNKNOWN_BROKER)
                .noneMatch(use -> REDIS_OR_RABBITMQ.matcher(use.by()).find());
        return coded || untold && runs(app, REDIS_OR_RABBITMQ);
    }

    private static boolean runs(HerokuApp app, Pattern program) {
        return app.processes().stream()
                .anyMatch(process -> program.matcher(process.command()).find());
    }
}
