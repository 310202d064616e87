package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.SketchedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one process finds in its environment and another of the same app does not. */
class ProcessVariablesTest extends PlanOnDisk {

    @Test
    void each_process_has_what_its_own_dyno_gave_it() {
        AppPlan app = plan(inventory("heroku/nodejs")).apps().get(0);

        assertThat(values(service(app, "web").variables()))
                .containsOnly(
                        Map.entry("WEB_CONCURRENCY", "28"),
                        Map.entry("WEB_MEMORY", "512"),
                        Map.entry("MEMORY_AVAILABLE", "14336"));
        assertThat(values(service(app, "worker").variables()))
                .containsEntry("WEB_CONCURRENCY", "2")
                .containsEntry("MEMORY_AVAILABLE", "1024");
        assertThat(values(app.release().orElseThrow().variables())).containsEntry("WEB_CONCURRENCY", "28");
        assertThat(values(app.scheduledJobs().get(0).variables())).containsEntry("WEB_CONCURRENCY", "1");
        assertThat(values(app.variables())).doesNotContainKey("WEB_CONCURRENCY");
    }

    @Test
    void pythons_buildpack_tells_the_memory_by_another_name() {
        assertThat(values(service(plan(inventory("heroku/python")).apps().get(0), "worker")
                        .variables()))
                .containsOnly(Map.entry("WEB_CONCURRENCY", "4"), Map.entry("DYNO_RAM", "1024"));
    }

    /** A Rails app that has its assets built by Node finds what Node's buildpack counts; the scripts of two have one name. */
    @Test
    void the_last_buildpack_that_counts_does_so_for_all_processes() {
        assertThat(worker("heroku/nodejs,heroku/ruby")).containsEntry("WEB_CONCURRENCY", "2");
        assertThat(worker("heroku/nodejs,heroku/python"))
                .containsEntry("DYNO_RAM", "1024")
                .doesNotContainKey("WEB_MEMORY");
        assertThat(worker("heroku/python,heroku/nodejs"))
                .containsEntry("WEB_MEMORY", "512")
                .doesNotContainKey("DYNO_RAM");
        assertThat(worker("heroku/ruby")).isEmpty();
    }

    private Map<String, String> worker(String buildpacks) {
        return values(
                service(plan(inventory(buildpacks)).apps().get(0), "worker").variables());
    }

    @Test
    void a_config_var_of_the_app_wins() {
        Inventory inventory = inventory(
                "heroku/nodejs", Inventories.setting("WEB_CONCURRENCY", ConfigVar.Kind.PLAIN, 1, false, null));

        assertThat(values(service(plan(inventory).apps().get(0), "web").variables()))
                .containsOnlyKeys("WEB_MEMORY", "MEMORY_AVAILABLE");
    }

    @Test
    void what_is_counted_with_a_setting_that_nobody_showed_is_called_a_guess() {
        Inventory inventory =
                inventory("heroku/nodejs", Inventories.setting("WEB_MEMORY", ConfigVar.Kind.PLAIN, 4, false, null));

        assertThat(service(plan(inventory).apps().get(0), "web").variables())
                .filteredOn(variable -> variable.name().equals("WEB_CONCURRENCY"))
                .singleElement()
                .satisfies(
                        variable -> assertThat(variable.value().consequence()).contains("GUESS", "WEB_MEMORY"));
    }

    @Test
    void an_edit_stays_when_it_is_planned_again_and_so_does_a_variable_of_ones_own() throws IOException {
        plan(inventory("heroku/nodejs"));
        edit("WEB_CONCURRENCY: \"28\"", "WEB_CONCURRENCY: \"12\"");
        edit("          WEB_CONCURRENCY: \"2\"", "          QUEUES: mail\n          WEB_CONCURRENCY: \"2\"");

        AppPlan app = plan(inventory("heroku/nodejs")).apps().get(0);

        assertThat(values(service(app, "web").variables())).containsEntry("WEB_CONCURRENCY", "12");
        assertThat(values(service(app, "worker").variables())).containsEntry("QUEUES", "mail");
        assertThat(PlanFile.read(file()).apps().get(0)).isEqualTo(app);
    }

    @Test
    void a_process_without_any_takes_the_first_from_the_user() throws IOException {
        plan(inventory("heroku/ruby"));
        edit("        rollout: rolling", "        variables:\n          QUEUES: mail\n        rollout: rolling");

        AppPlan app = plan(inventory("heroku/ruby")).apps().get(0);

        assertThat(values(service(app, "web").variables())).containsOnly(Map.entry("QUEUES", "mail"));
    }

    @Test
    void what_the_user_writes_for_the_whole_app_wins_over_what_was_counted() throws IOException {
        plan(inventory("heroku/nodejs"));
        edit("    variables:\n      PORT", "    variables:\n      WEB_CONCURRENCY: \"3\"\n      PORT");

        AppPlan app = plan(inventory("heroku/nodejs")).apps().get(0);

        assertThat(values(app.variables())).containsEntry("WEB_CONCURRENCY", "3");
        assertThat(values(service(app, "web").variables())).doesNotContainKey("WEB_CONCURRENCY");
        assertThat(values(service(app, "worker").variables())).doesNotContainKey("WEB_CONCURRENCY");
    }

    @Test
    void a_secret_and_a_port_are_refused_at_once() throws IOException {
        String random = UUID.randomUUID().toString().replace("-", "");
        plan(inventory("heroku/nodejs"));
        edit(
                "          WEB_CONCURRENCY: \"28\"",
                "          WEB_CONCURRENCY: \"28\"\n          PARTNER: sk_live_" + random + "\n          PORT: \"9\"");

        int line = Files.readString(file()).lines().toList().indexOf("          PARTNER: sk_live_" + random) + 1;
        assertThatThrownBy(() -> PlanFile.read(file()))
                .hasMessageContaining("plan.yaml:" + line)
                .hasMessageContaining("`PARTNER` looks like a secret")
                .hasMessageContaining("Write it as `port` under `web`")
                .extracting(Throwable::toString)
                .asString()
                .doesNotContain(random);
    }

    @Test
    void a_setting_that_is_handed_over_has_no_value_in_a_process_too() throws IOException {
        plan(inventory("heroku/nodejs", Inventories.setting("PAGE_SIZE", ConfigVar.Kind.PLAIN, 2, false, null)));
        edit("          WEB_CONCURRENCY: \"28\"", "          PAGE_SIZE: \"20\"\n          WEB_CONCURRENCY: \"28\"");

        assertThatThrownBy(() -> PlanFile.read(file()))
                .hasMessageContaining(
                        "`PAGE_SIZE` goes to ssm-parameter, and also has a value under the `variables` of a process");
    }

    private static Inventory inventory(String buildpack, ConfigVar... settings) {
        return Inventories.inventory(
                List.of(SketchedApp.called("crema")
                        .buildpacks(List.of(buildpack.split(",")))
                        .processes(List.of(
                                Inventories.process("web", "run web", 1, "performance-l"),
                                Inventories.process("worker", "run worker", 1, "standard-2x")))
                        .release("run migrations")
                        .jobs(List.of(new ScheduledJob("run reports", 60, 20, "basic", "scheduler dashboard")))
                        .settings(List.of(settings))
                        .app()),
                List.of(),
                List.of(),
                List.of());
    }

    private static ServicePlan service(AppPlan app, String name) {
        return app.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> values(List<VariablePlan> variables) {
        return variables.stream().collect(Collectors.toMap(VariablePlan::name, variable -> variable.value()
                .value()));
    }
}
