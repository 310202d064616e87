package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.stream.Stream;

/** Background jobs in what is called a cache. */
final class JobsInKeyValueStore extends Rule {

    JobsInKeyValueStore() {
        super("jobs-in-key-value-store", BLOCKING, "t4");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return JobStores.of(inventory)
                .map(use -> finding(
                        use.app().name() + " " + use.store().addon(),
                        "Background jobs are kept in " + use.store().addon() + ": it is more than a cache.",
                        "A new, empty one would lose jobs that wait, are to be retried or are scheduled for later.",
                        "Set `move: copy` of it in plan.yaml; or let the workers finish the queues before the cutover, and say"
                                + " `accepted: true` of this blocker.",
                        place(use)));
    }

    /** From a checkout alone nobody asked Heroku: there it is the code that says so. */
    private static String place(JobStores.Use use) {
        RepositoryFacts code = use.app().repository();
        return use.app().id() != null || code == null
                ? "/redis/v0/databases/" + use.store().addon()
                : code.needs()
                        .uses(Service.REDIS)
                        .filter(found -> found.purpose() == Purpose.JOBS)
                        .findFirst()
                        .map(ServiceUse::place)
                        .orElse("Procfile");
    }
}
