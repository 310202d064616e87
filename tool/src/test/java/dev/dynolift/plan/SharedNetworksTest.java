package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Environments by cluster: two of them in one network. */
class SharedNetworksTest extends PlanOnDisk {

    private static final Inventory CREMA = Inventories.crema();

    @Test
    void who_shares_a_network_stays_there_when_the_plan_is_made_again() throws IOException {
        plan(CREMA);
        edit("name: staging", "name: staging # ours");
        edit("network: \"\" ", "network: staging ");

        MigrationPlan again = plan(CREMA);

        EnvironmentPlan production = again.environments().get(0);
        assertThat(production.place().network().source()).isEqualTo(Source.YOURS);
        assertThat(production.sharesNetwork()).isTrue();
        assertThat(again.networkOf(production).name()).isEqualTo("staging");
        assertThat(again.networkOf(again.environments().get(1)).name()).isEqualTo("staging");
    }

    @Test
    void that_production_is_not_apart_is_said_and_not_forbidden() {
        MigrationPlan plan = planned("environments.staging.place.network=production");

        assertThat(found(plan, "network-shared"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .satisfies(finding -> assertThat(finding.why()).contains("Auditors", "a partner's allow list"))
                .satisfies(
                        finding -> assertThat(finding.next()).contains("apply production first and destroy it last"));
        assertThat(found(plan, "network-of-the-unprotected")).isEmpty();
        assertThat(found(plan, "network-values-unused")).isEmpty();
        assertThat(found(planned(), "network-shared")).isEmpty();
    }

    @Test
    void a_network_that_may_be_thrown_away_is_no_place_for_what_may_not() {
        assertThat(found(planned("environments.production.place.network=staging"), "network-of-the-unprotected"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .isEqualTo("production, which is protected, is in the network of staging, which is not."));
    }

    @Test
    void what_is_written_for_a_network_that_is_not_made_is_said() {
        MigrationPlan plan =
                planned("environments.staging.place.network=production", "environments.staging.natGateways=2");

        assertThat(found(plan, "network-values-unused"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .satisfies(finding -> assertThat(finding.what()).endsWith("is not used: `natGateways`."))
                .satisfies(finding -> assertThat(finding.why())
                        .contains("2 zones and 1 NAT gateways, where staging would have 2 and 2"));
    }

    @Test
    void addresses_that_are_not_used_overlap_with_nobody() {
        MigrationPlan plan =
                planned("environments.staging.place.network=production", "environments.staging.vpcCidr=10.0.0.0/16");

        assertThat(plan.environments()).hasSize(2);
    }

    private static List<Finding> found(MigrationPlan plan, String id) {
        return plan.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .toList();
    }

    private static MigrationPlan planned(String... settings) {
        return Replanning.of(CREMA, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                .plan();
    }
}
