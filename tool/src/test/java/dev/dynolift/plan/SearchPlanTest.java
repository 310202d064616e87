package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.SettingPlan.Destination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elasticsearch add-ons become OpenSearch domains. */
class SearchPlanTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bonsai, BONSAI_URL, true",
        "searchbox, SEARCHBOX_URL, true",
        "foundelasticsearch, FOUNDELASTICSEARCH_URL, true",
        "algoliasearch, ALGOLIASEARCH_URL, false",
        "websolr, WEBSOLR_URL, false"
    })
    void every_elasticsearch_gets_a_domain_and_nothing_else_does(String service, String setting, boolean expected) {
        MigrationPlan plan = Planner.plan(inventory(service, setting), Optional.empty());

        assertThat(plan.searches()).hasSize(expected ? 1 : 0);
        assertThat(destination(plan, setting) == Destination.REGENERATED).isEqualTo(expected);
        AddonPlan addon = plan.apps().get(0).addons().get(0);
        assertThat(addon.target().equals("searches.crema-" + service)).isEqualTo(expected);
        assertThat(plan.findings().stream().anyMatch(finding -> finding.id().equals("search-starts-empty")))
                .isEqualTo(expected);
    }

    @Test
    void the_size_goes_by_what_the_plan_costs_and_says_that_it_is_a_guess() {
        SearchPlan cheap = Planner.plan(inventory("bonsai", "BONSAI_URL"), Optional.empty())
                .searches()
                .get(0);

        assertThat(cheap.instanceType().value()).isEqualTo("t3.small.search");
        assertThat(cheap.instanceType().consequence()).contains("a guess", "7.00 USD");
        assertThat(cheap.nodes().value()).isEqualTo(1);
        assertThat(cheap.attachments()).extracting(AttachmentPlan::toString).containsExactly("crema:BONSAI_URL");
    }

    @Test
    void a_plan_file_holds_it_and_refuses_what_aws_does_not_have() {
        Inventory inventory = inventory("bonsai", "BONSAI_URL");
        Path file = folder.resolve(PlanFile.NAME);
        Replanning planned = Replanning.of(inventory, Optional.empty(), PlanSettings.NONE);
        planned.write(file);

        assertThat(PlanFile.read(file).searches()).isEqualTo(planned.plan().searches());
        assertThatThrownBy(() -> Replanning.of(
                        inventory,
                        Optional.of(file),
                        new PlanSettings(
                                Optional.empty(),
                                List.of(
                                        "searches.crema-bonsai.instanceType=t3.tiny.search",
                                        "searches.crema-bonsai.engineVersion=8.1"))))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("t3.tiny.search")
                .hasMessageContaining("8.1");
    }

    @Test
    void an_add_on_that_stays_needs_no_domain_and_keeps_its_setting() {
        Inventory inventory = inventory("bonsai", "BONSAI_URL");
        String stays = "apps.crema.addons.bonsai-1.strategy=keep";

        assertThatThrownBy(() -> replanned(inventory, stays))
                .as("its setting would be made by nobody")
                .hasMessageContaining("BONSAI_URL");

        MigrationPlan plan = replanned(inventory, stays, "apps.crema.settings.BONSAI_URL=ssm-parameter");
        assertThat(plan.searchesIn("production")).isEmpty();
        assertThat(destination(plan, "BONSAI_URL")).isEqualTo(Destination.SSM_PARAMETER);
    }

    private static MigrationPlan replanned(Inventory inventory, String... values) {
        return Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(values)))
                .plan();
    }

    private static Destination destination(MigrationPlan plan, String setting) {
        return plan.apps().get(0).settings().stream()
                .filter(one -> one.name().equals(setting))
                .findFirst()
                .orElseThrow()
                .destination()
                .value();
    }

    private static Inventory inventory(String service, String setting) {
        HerokuApp app = Inventories.app(
                "crema",
                "production",
                List.of(Inventories.process("web", "bin/web", 1, "basic")),
                List.of(Inventories.setting(setting, ConfigVar.Kind.ATTACHMENT, 60, false, service + "-1")));
        return Inventories.inventory(
                List.of(app),
                List.of(),
                List.of(),
                List.of(Inventories.addon(service + "-1", service, "standard-sm", "crema", setting)));
    }
}
