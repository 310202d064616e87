package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data in something that dynolift does not move, and of which no add-on tells. */
final class OtherDatabase extends Rule {

    /** Each with the add-ons that are one; those are told by {@link AddonHoldsData}. */
    private static final Map<Service, Set<String>> OTHERS = Map.of(
            Service.MYSQL,
            Set.of("jawsdb", "jawsdb-maria", "cleardb", "stackhero-mysql"),
            Service.SQLITE,
            Set.of(),
            Service.MONGODB,
            Set.of("ormongo", "mongolab"),
            Service.RABBITMQ,
            Set.of("cloudamqp", "rabbitmq-bigwig"),
            Service.UNKNOWN_BROKER,
            Set.of("cloudamqp", "rabbitmq-bigwig"),
            Service.KAFKA,
            Set.of("heroku-kafka"),
            Service.ELASTICSEARCH,
            Set.of("bonsai", "searchbox", "foundelasticsearch"));

    OtherDatabase() {
        super("other-database", WARNING, "f-databases");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream()
                .flatMap(app -> check(app, inventory))
                .collect(
                        Collectors.toMap(Finding::subject, finding -> finding, (one, other) -> one, LinkedHashMap::new))
                .values()
                .stream();
    }

    private Stream<Finding> check(HerokuApp app, Inventory inventory) {
        RepositoryFacts code = app.repository();
        return code == null
                ? Stream.empty()
                : code.needs().services().stream()
                        .filter(use -> OTHERS.containsKey(use.service()))
                        .filter(use -> use.purpose() != Purpose.CACHE)
                        .filter(use -> use.service() != Service.MYSQL || !isForOthers(app, code))
                        .filter(use -> inventory.addons().stream()
                                .noneMatch(addon -> AddonHoldsData.isOf(app, addon) && isOne(addon, use.service())))
                        .map(this::finding);
    }

    /**
     * An app that many install may bring drivers of several databases; which one it uses at Heroku its app.json says. Of an
     * app that was audited there, nobody knows what a driver is for.
     */
    private static boolean isForOthers(HerokuApp app, RepositoryFacts code) {
        AppJson manifest = code.appJson();
        return app.id() == null
                && manifest != null
                && code.needs().uses(Service.POSTGRESQL).findAny().isPresent()
                && manifest.addons().stream().anyMatch(addon -> addon.startsWith("heroku-postgresql"));
    }

    private static boolean isOne(Addon addon, Service service) {
        return OTHERS.getOrDefault(service, Set.of()).contains(addon.service());
    }

    private Finding finding(ServiceUse use) {
        String service = use.service().name().toLowerCase(Locale.ROOT);
        boolean unknown = use.service() == Service.UNKNOWN_BROKER;
        return finding(
                unknown ? "broker" : service,
                unknown
                        ? "The code keeps jobs in a broker (" + use.by()
                                + "); whether that is Redis, RabbitMQ or another" + " could not be told."
                        : "The code talks to " + service + " (" + use.by() + ").",
                "dynolift moves PostgreSQL; where this one runs, and how its data moves, is yours to decide.",
                unknown
                        ? "Look which setting names the broker, and empty its queues before the cutover."
                        : use.service() == Service.SQLITE
                                ? "See that production does not use it: the file is gone at each restart."
                                : "Name its add-on in plan.yaml, or keep it where it is.",
                use.place());
    }
}
