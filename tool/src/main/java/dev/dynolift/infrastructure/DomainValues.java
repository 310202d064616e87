package dev.dynolift.infrastructure;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.DomainPlan;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import dev.dynolift.plan.HerokuTarget;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The domains of an environment and the zones that Terraform has in its hands, as values of the estate's variables. */
final class DomainValues {

    private DomainValues() {}

    static void put(ObjectNode values, EnvironmentEstate estate, Inventory inventory) {
        ObjectNode domains = values.putObject("domains");
        ObjectNode zones = values.putObject("zones");
        Set<String> made = estate.domains().stream()
                .filter(domain -> domain.dns().value() == DnsManagement.ROUTE53_NEW)
                .map(domain -> domain.zone().value())
                .collect(Collectors.toSet());
        estate.domains().stream().sorted(Comparator.comparing(DomainPlan::name)).forEach(domain -> {
            String zone = domain.zone().value();
            ObjectNode node = domains.putObject(domain.name())
                    .put("zone", zone)
                    .put("certificate", domain.certificate().value());
            HerokuTarget.of(domain.name(), inventory)
                    .filter(target -> !domain.name().equals(zone))
                    .ifPresent(target -> node.put("heroku_target", target));
            if (made.contains(zone)) {
                zones.putObject(zone).put("make", true);
            } else if (domain.inRoute53()) {
                ObjectNode found = zones.putObject(zone);
                zoneId(zone, inventory).ifPresent(id -> found.put("id", id));
            }
        });
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
