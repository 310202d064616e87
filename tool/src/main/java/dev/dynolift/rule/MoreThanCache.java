package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Redis that is called a cache and is more. */
final class MoreThanCache extends Rule {

    MoreThanCache() {
        super("more-than-cache", WARNING, "t4");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        // Jobs in a store that is in the inventory are told with its name.
        boolean named = JobStores.of(inventory).findAny().isPresent();
        return inventory.apps().stream()
                .map(HerokuApp::repository)
                .filter(Objects::nonNull)
                .flatMap(code -> check(code, named))
                .distinct();
    }

    private Stream<Finding> check(RepositoryFacts code, boolean named) {

        List<ServiceUse> kept = code.needs()
                .uses(Service.REDIS)
                .filter(use -> use.purpose() == Purpose.JOBS && !named
                        || use.purpose() == Purpose.SESSIONS
                        || use.purpose() == Purpose.DATA)
                .toList();
        return findingIf(
                !kept.isEmpty(),
                "repository",
                "Redis is more than a cache: "
                        + kept.stream()
                                .map(use -> use.by() + " keeps "
                                        + use.purpose().name().toLowerCase(Locale.ROOT) + " in it")
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ".",
                "A new, empty one would lose waiting jobs, log people out or forget data.",
                "Drain the queues before the cutover or have the plan copy it, and do not let it throw keys away.",
                kept.isEmpty() ? "" : kept.get(0).place());
    }
}
