package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaysOutTest {

    @ParameterizedTest
    @ValueSource(strings = {"fixie", "fixie-socks", "quotaguard", "quotaguardstatic", "quotaguardshield", "statica"})
    void an_add_on_with_one_address_gets_a_nat_gateway_even_in_a_small_estate(String service) {
        MigrationPlan plan = small(service);

        Choice<Integer> production = plan.environments().get(0).natGateways();
        assertThat(production.value()).isEqualTo(1);
        assertThat(production.consequence()).contains("takes the place of way-out-1");
        assertThat(plan.environments().get(1).natGateways().value())
                .as("staging")
                .isZero();
        assertThat(plan.findings()).noneMatch(finding -> finding.id().equals("outbound-address-lost"));
    }

    @Test
    void whoever_wants_none_is_told_that_nothing_takes_the_add_ons_place() {
        MigrationPlan plan = small("fixie", "environments.production.natGateways=0");

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("outbound-address-lost"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("crema way-out-1");
                    assertThat(finding.what()).contains("fixie", "production has no NAT gateway");
                    assertThat(finding.next()).contains("natGateways: 1", "strategy: keep");
                });
    }

    @Test
    void an_add_on_that_is_kept_needs_no_gateway() {
        MigrationPlan plan =
                small("fixie", "environments.production.natGateways=0", "apps.crema.addons.way-out-1.strategy=keep");

        assertThat(plan.findings()).noneMatch(finding -> finding.id().equals("outbound-address-lost"));
    }

    private static MigrationPlan small(String service, String... settings) {
        HerokuApp production = Inventories.app("crema", "production", "basic", 1);
        HerokuApp staging = Inventories.app("crema-staging", "staging", "basic", 1);
        Inventory inventory = Inventories.inventory(
                List.of(production, staging),
                List.of(),
                List.of(),
                List.of(Inventories.addon("way-out-1", service, "tricycle", "crema")));
        return Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.of(Preset.SMALL), List.of(settings)))
                .plan();
    }
}
