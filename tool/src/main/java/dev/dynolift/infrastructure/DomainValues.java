package dev.dynolift.infrastructure;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.DomainPlan;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import dev.dynolift.plan.HerokuTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The domains of an environment and the zones that Terraform has in its hands, as values of the estate's variables. */
final class DomainValues {

    private DomainValues() {}

    static void put(ObjectNode values, EnvironmentEstate estate, Inventory inventory) {
        ObjectNode domains = values.putObject("domains");
        ObjectNode zones = values.putObject("zones");
        Set<String> made = estate.allDomains().stream()
                .filter(domain -> domain.dns().value() == DnsManagement.ROUTE53_NEW)
                .map(domain -> domain.zone().value())
                .collect(Collectors.toSet());
        sorted(estate.domains()).forEach(domain -> put(domains, domain, inventory));
        sorted(estate.allDomains()).forEach(domain -> {
            String zone = domain.zone().value();
            if (made.contains(zone)) {
                zones.putObject(zone).put("make", true);
            } else if (domain.inRoute53()) {
                ObjectNode found = zones.putObject(zone);
                zoneId(zone, inventory).ifPresent(id -> found.put("id", id));
            }
        });
    }

    /** One domain, of an app or a site. */
    static void put(ObjectNode domains, DomainPlan domain, Inventory inventory) {
        String zone = domain.zone().value();
        ObjectNode node = domains.putObject(domain.name())
                .put("zone", zone)
                .put("certificate", domain.certificate().value());
        HerokuTarget.of(domain.name(), inventory)
                .filter(target -> !domain.name().equals(zone))
                .ifPresent(target -> node.put("heroku_target", target));
    }

    static Stream<DomainPlan> sorted(List<DomainPlan> domains) {
        return domains.stream().sorted(Comparator.comparing(DomainPlan::name));
    }

    /** The id of the account's only public zone of that name; without it Terraform looks the name up. */
    private static Optional<String> zoneId(String zone, Inventory inventory) {
        AwsAccount account = inventory.surroundings().aws();
        return account == null
                ? Optional.empty()
                : account.hostedZones().stream()
                        .filter(resource -> resource.name().equals(zone))
                        .flatMap(resource -> Optional.ofNullable(resource.detail()).stream())
                        .filter(detail -> detail.matches("Z[A-Z0-9]{1,31}"))
                        .findFirst();
    }
}
