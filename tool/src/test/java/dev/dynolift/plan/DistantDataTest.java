package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistantDataTest {

    @Test
    void staging_on_productions_database_is_a_warning_of_the_plan_with_the_choices() {
        MigrationPlan plan = plan();

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("data-in-another-environment"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.what())
                            .startsWith("crema-staging (staging) uses ")
                            .contains("in production");
                    assertThat(finding.next()).contains("data of its own", "the same `environment` for both");
                });
        assertThat(DistantData.notes(plan, "production")).singleElement().satisfies(note -> assertThat(note)
                .startsWith("crema-staging (staging) uses "));
        assertThat(DistantData.notes(plan, "staging")).isEmpty();
    }

    @Test
    void apps_of_one_environment_share_data_in_silence() {
        assertThat(plan("apps.crema-staging.environment=production", "apps.crema-staging.component=trial")
                        .findings())
                .noneMatch(finding -> finding.id().equals("data-in-another-environment"));
    }

    private static MigrationPlan plan(String... settings) {
        HerokuApp production = Inventories.app("crema", "production", "basic", 1);
        HerokuApp staging = Inventories.app("crema-staging", "staging", "basic", 1);
        Database shared = new Database(
                "id",
                "postgresql-x",
                "standard-0",
                5000,
                16,
                1L << 30,
                1,
                1,
                120,
                false,
                false,
                List.of(),
                null,
                "crema",
                List.of(new Attachment("crema", "DATABASE"), new Attachment("crema-staging", "DATABASE")));
        Inventory inventory =
                Inventories.inventory(List.of(production, staging), List.of(shared), List.of(), List.of());
        return Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                .plan();
    }
}
