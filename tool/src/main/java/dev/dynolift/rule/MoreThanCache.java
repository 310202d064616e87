package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Redis that is called a cache and is more. */
final class MoreThanCache extends CodeRule {

    MoreThanCache() {
        super("more-than-cache", WARNING, "t4");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        List<ServiceUse> kept = code.needs()
                .uses(Service.REDIS)
                .filter(use -> use.purpose() == Purpose.JOBS
                        || use.purpose() == Purpose.SESSIONS
                        || use.purpose() == Purpose.DATA)
                .toList();
        return findingIf(
                !kept.isEmpty(),
                REPOSITORY,
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
