package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data in something that dynolift does not move. */
final class OtherDatabase extends CodeRule {

    private static final Set<Service> OTHERS = EnumSet.of(
            Service.MYSQL, Service.SQLITE, Service.MONGODB, Service.RABBITMQ, Service.KAFKA, Service.ELASTICSEARCH);

    OtherDatabase() {
        super("other-database", WARNING, "f-databases");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return code.needs().services().stream()
                .filter(use -> OTHERS.contains(use.service()))
                .filter(use -> use.purpose() != Purpose.CACHE)
                .map(use -> finding(
                        use.service().name().toLowerCase(Locale.ROOT),
                        "The code talks to " + use.service().name().toLowerCase(Locale.ROOT) + " (" + use.by() + ").",
                        "dynolift moves PostgreSQL; where this one runs, and how its data moves, is yours to decide.",
                        use.service() == Service.SQLITE
                                ? "See that production does not use it: the file is gone at each restart."
                                : "Name its add-on in plan.yaml, or keep it where it is.",
                        use.place()))
                .collect(
                        Collectors.toMap(Finding::subject, finding -> finding, (one, other) -> one, LinkedHashMap::new))
                .values()
                .stream();
    }
}
