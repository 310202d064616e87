package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoldChoicesTest extends PlanOnDisk {

    @Test
    void a_lock_that_nobody_can_undo_is_a_warning() {
        MigrationPlan plan = planned(
                "environments.production.access.enabled=true",
                "environments.production.access.lock=compliance",
                "environments.production.access.keepDays=3653");

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("trail-locked-for-good"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.what()).contains("3653 days", "nobody can undo");
                    assertThat(finding.why()).contains("root user");
                });
    }

    @Test
    void the_only_task_of_a_service_on_spot_is_a_warning() {
        assertThat(planned("apps.crema.services.clock.spot=true").findings())
                .filteredOn(finding -> finding.id().equals("single-task-on-spot"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.why()).contains("AWS may end it"));
    }

    @Test
    void a_network_with_addresses_of_the_internet_is_a_warning() {
        assertThat(planned("environments.production.vpcCidr=8.8.0.0/16").findings())
                .anySatisfy(finding -> assertThat(finding.id()).isEqualTo("network-of-public-addresses"));
        assertThat(planned("environments.production.vpcCidr=172.31.0.0/16").findings())
                .noneMatch(finding -> finding.id().equals("network-of-public-addresses"));
    }

    private static MigrationPlan planned(String... settings) {
        return Replanning.of(
                        Inventories.crema(), Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                .plan();
    }
}
