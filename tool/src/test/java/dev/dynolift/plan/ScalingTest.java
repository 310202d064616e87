package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest extends PlanOnDisk {

    @Test
    void what_the_user_adds_stays_and_fits_the_count() throws IOException {
        Inventory crema = Inventories.crema();
        plan(crema);
        edit(
                "        rollout: rolling ",
                "        scaling:\n          minimum: 2\n          maximum: 7\n          cpuPercent: 50\n        rollout: rolling ");
        assertThat(scaling(plan(crema)).maximum().value()).isEqualTo(7);
        assertThat(scaling(plan(crema)).cpuPercent().value()).isEqualTo(50);

        edit("minimum: 2 ", "minimum: 3 ");
        assertThat(catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()))
                        .why())
                .contains("`count` is 2, and the service scales between 3 and 7");
    }

    @Test
    void heroku_s_own_scaling_is_carried_over() {
        ScalingPlan detected = scaling(plan(scaled()));
        assertThat(detected.minimum().value()).isEqualTo(2);
        assertThat(detected.maximum().source()).isEqualTo(Source.DETECTED);
        assertThat(detected.cpuPercent().consequence()).contains("longer than 800 ms");
    }

    @Test
    void what_heroku_scales_can_be_switched_off_and_stays_so() throws IOException {
        plan(scaled());
        edit("          enabled: true ", "          enabled: false ");
        edit("        count: 2 ", "        count: 1 ");

        ServicePlan service = service(plan(scaled()));

        assertThat(service.scales()).isEmpty();
        assertThat(service.count().value()).isEqualTo(1);
        edit("          enabled: false ", "          enabled: true ");
        edit("        count: 1 ", "        count: 2 ");
        assertThat(service(plan(scaled())).scales()).isPresent();
    }

    private static Inventory scaled() {
        Inventory crema = Inventories.crema();
        HerokuApp app = crema.apps().get(0);
        AppDetails details = new AppDetails(
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(new AppDetails.Autoscaling("web", true, 2, 5, 800)),
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                null);
        return Inventories.inventory(
                List.of(app.withDetails(details)), crema.databases(), crema.keyValueStores(), crema.addons());
    }

    private static ServicePlan service(MigrationPlan plan) {
        return plan.apps().get(0).services().get(0);
    }

    private static ScalingPlan scaling(MigrationPlan plan) {
        return plan.apps().get(0).services().get(0).scaling().orElseThrow();
    }
}
