package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainsTest {

    @Test
    void names_are_as_dns_has_them_and_what_can_be_none_stops_no_plan() {
        Inventory crema = Inventories.crema();
        String app = crema.apps().get(0).name();
        List<Domain> domains = new ArrayList<>(crema.domains());
        for (String name :
                List.of("täpot.example", "*.Crema.example", "half a name", "..", "x".repeat(70) + ".example")) {
            domains.add(new Domain(app, name, true, null, null));
        }
        MigrationPlan plan = Planner.plan(with(crema, domains), Optional.empty());

        assertThat(plan.apps().get(0).domains())
                .extracting(DomainPlan::name)
                .containsExactly("www.crema.example", "xn--tpot-loa.example", "*.crema.example");
        assertThat(plan.findings().stream().filter(finding -> finding.id().equals("domain-unusable")))
                .extracting(finding -> finding.subject())
                .containsExactly("crema half a name", "crema ..", "crema " + "x".repeat(70) + ".example");
    }

    private static Inventory with(Inventory inventory, List<Domain> domains) {
        return new Inventory(
                inventory.schemaVersion(),
                inventory.auditedAt(),
                inventory.source(),
                inventory.apps(),
                inventory.databases(),
                inventory.keyValueStores(),
                inventory.addons(),
                domains,
                inventory.pipelines(),
                inventory.findings(),
                inventory.spaces(),
                inventory.surroundings(),
                inventory.payers());
    }
}
