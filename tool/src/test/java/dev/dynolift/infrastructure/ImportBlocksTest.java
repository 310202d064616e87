package dev.dynolift.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.infrastructure.ImportBlocks.Importable;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the account has already under a name of the estate's is taken over, by the name that Terraform gives it. */
class ImportBlocksTest {

    private static final Inventory INVENTORY = Inventories.inventory(
            List.of(Inventories.app("an-app-with-quite-a-long-name", "production", "standard-1x", 1)),
            List.of(),
            List.of(),
            List.of(
                    Inventories.addon(
                            "memcachedcloud-1",
                            "memcachedcloud",
                            "100",
                            "an-app-with-quite-a-long-name",
                            "MEMCACHEDCLOUD_SERVERS"),
                    Inventories.addon(
                            "bonsai-1", "bonsai", "standard-sm", "an-app-with-quite-a-long-name", "BONSAI_URL")));

    @Test
    void caches_and_search_domains_are_known_by_their_shortened_names() {
        EnvironmentEstate estate = estate("layout=terraform");

        assertThat(ImportBlocks.importable(estate))
                .hasEntrySatisfying(
                        "memcached cluster " + only(estate, "memcached cluster "), thing -> assertThat(thing.address())
                                .matches("module\\.memcached\\[\"[a-z0-9-]+\"]\\.aws_elasticache_cluster\\.this"))
                .hasEntrySatisfying(
                        "OpenSearch domain " + only(estate, "OpenSearch domain "), thing -> assertThat(thing.address())
                                .matches("module\\.search\\[\"[a-z0-9-]+\"]\\.aws_opensearch_domain\\.this"));
        assertThat(only(estate, "OpenSearch domain ")).hasSize(28).startsWith("crema-production-an-ap");
        assertThat(only(estate, "memcached cluster ")).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void in_a_tree_their_own_units_take_them_over() {
        EnvironmentEstate estate = estate("layout=terragrunt");
        String domain = only(estate, "OpenSearch domain ");
        Importable thing = ImportBlocks.importable(estate).get("OpenSearch domain " + domain);

        List<GeneratedFile> files = ImportBlocks.files(
                estate("layout=terragrunt", "environments.production.imports=OpenSearch domain " + domain));

        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("infra/production/" + thing.unit() + "imports.tf");
            assertThat(thing.unit()).startsWith("search/");
            assertThat(file.content()).contains("to = aws_opensearch_domain.this", "id = \"" + domain + "\"");
        });
    }

    private static EnvironmentEstate estate(String... settings) {
        return EnvironmentEstate.of(Replanning.of(
                                INVENTORY, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                        .plan())
                .get(0);
    }

    private static String only(EnvironmentEstate estate, String kind) {
        List<String> names = ImportBlocks.importable(estate).keySet().stream()
                .filter(name -> name.startsWith(kind))
                .toList();
        assertThat(names).hasSize(1);
        return names.get(0).substring(kind.length());
    }
}
