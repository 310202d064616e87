package dev.dynolift.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void quoted_fields_may_hold_commas_and_quotes() {
        List<CsvTable.Row> rows = CsvTable.parse("a,b\n\"one, \"\"two\"\"\",3 limit\n\nx,4.5\n");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).text("a")).isEqualTo("one, \"two\"");
        assertThat(rows.get(0).number("b")).isEmpty();
        assertThat(rows.get(1).number("b")).hasValue(4.5);
    }

    @Test
    void every_postgres_plan_with_known_memory_fits_an_instance_class() {
        for (String plan : List.of("standard-0", "premium-4", "private-7", "shield-8", "standard-9", "premium-9")) {
            HerokuPlans.PostgresPlan sold = HerokuPlans.postgres(plan).orElseThrow();
            for (String region : List.of("us-east-1", "eu-west-1", "ap-south-1")) {
                assertThat(RdsInstances.cheapest(region, sold.memoryGb(), sold.vcpu(), sold.connections(), false))
                        .as(plan + " in " + region)
                        .hasValueSatisfying(instance -> {
                            assertThat(instance.memoryGib()).isGreaterThanOrEqualTo(sold.memoryGb());
                            assertThat(instance.isBurstable()).isFalse();
                        });
            }
        }
    }

    @Test
    void every_key_value_plan_fits_a_node_with_a_reserve() {
        for (String plan : List.of("mini", "premium-0", "premium-9", "premium-14", "private-7", "shield-12")) {
            int memory = HerokuPlans.keyValue(plan).orElseThrow().memoryMb();
            assertThat(CacheNodes.cheapest(memory)).as(plan).hasValueSatisfying(node -> assertThat(
                            node.memoryGib() * 1024 * 0.75)
                    .isGreaterThanOrEqualTo(memory));
        }
    }

    @Test
    void a_price_of_another_region_says_that_it_is_assumed() {
        assertThat(ServicePrices.of("NAT Gateway", "hour", "us-east-1").isAssumed())
                .isFalse();
        assertThat(ServicePrices.of("NAT Gateway", "hour", "eu-west-1").isAssumed())
                .isTrue();
        assertThat(ServicePrices.of("NAT Gateway", "hour", "ap-south-1").isAssumed())
                .isTrue();
        assertThat(ServicePrices.fargate(256, 512, false, "us-east-1").usd()).isBetween(9.0, 9.02);
    }

    @Test
    void extensions_that_rds_has_say_how_that_is_known() {
        assertThat(RdsExtensions.find("postgis"))
                .hasValueSatisfying(extension ->
                        assertThat(extension.provenance().isGuess()).isFalse());
        assertThat(RdsExtensions.find("hypopg"))
                .hasValueSatisfying(extension ->
                        assertThat(extension.provenance().isGuess()).isTrue());
        assertThat(RdsExtensions.find("plpython3u")).isEmpty();
    }

    @Test
    void add_ons_are_found_by_service_and_where_it_matters_by_plan() {
        assertThat(AddonServices.find("papertrail", "choklad")).isPresent();
        assertThat(AddonServices.find("heroku-postgresql", "in-dyno"))
                .hasValueSatisfying(service -> assertThat(service.strategy()).isEqualTo("drop"));
        assertThat(AddonServices.find("nobody-knows-it", "free")).isEmpty();
    }

    @Test
    void what_the_ruby_buildpack_sets_is_known() {
        assertThat(BuildpackVariables.of("ruby"))
                .extracting(BuildpackVariables.BuildpackVariable::name)
                .contains("RAILS_ENV", "RAILS_LOG_TO_STDOUT", "LANG", "PUMA_PERSISTENT_TIMEOUT", "MALLOC_ARENA_MAX")
                .doesNotContain("SECRET_KEY_BASE", "DATABASE_URL", "WEB_CONCURRENCY");
        assertThat(BuildpackVariables.of("nodejs"))
                .extracting(BuildpackVariables.BuildpackVariable::name)
                .contains("NODE_ENV");
    }
}
