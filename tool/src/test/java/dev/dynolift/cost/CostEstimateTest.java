package dev.dynolift.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.ManyDomains;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CostEstimateTest {

    @Test
    void both_sides_add_up_line_by_line() {
        CostEstimate estimate = crema();

        assertThat(estimate.herokuMonthlyCents())
                .isEqualTo(estimate.lines(Side.HEROKU).stream()
                        .mapToLong(CostLine::counted)
                        .sum())
                .isPositive();
        assertThat(estimate.awsMonthlyCents())
                .isEqualTo(estimate.lines(Side.AWS).stream()
                        .mapToLong(CostLine::counted)
                        .sum())
                .isPositive();
    }

    @Test
    void every_line_says_how_sure_it_is_and_every_figure_where_it_is_from() {
        assertThat(crema().lines()).allSatisfy(line -> {
            assertThat(line.basis()).isNotBlank();
            if (line.certainty() == Certainty.UNKNOWN) {
                assertThat(line.monthlyCents()).isNull();
            } else {
                assertThat(line.source()).as(line.subject()).isNotBlank();
            }
            if (line.certainty() == Certainty.MEASURED) {
                assertThat(line.priceDate()).as(line.subject()).isNotBlank();
            }
        });
        assertThat(crema().unknown(Side.AWS) + crema().unknown(Side.HEROKU)).isPositive();
    }

    @Test
    void domains_cost_what_their_zones_cost_and_certificates_nothing() {
        Inventory inventory = ManyDomains.inventory();
        CostEstimate estimate = CostEstimate.of(Planner.plan(inventory, Optional.empty()), inventory);

        assertThat(cents(estimate, "DNS zone crema.example")).isZero();
        assertThat(cents(estimate, "4 certificates")).isZero();
        assertThat(estimate.lines(Side.AWS))
                .filteredOn(line -> line.subject().equals("DNS queries"))
                .singleElement()
                .satisfies(line -> assertThat(line.certainty()).isEqualTo(Certainty.UNKNOWN));

        MigrationPlan made = Replanning.of(
                        inventory,
                        Optional.empty(),
                        new PlanSettings(
                                Optional.empty(),
                                List.of(
                                        "apps.crema.domains.mugs.example.dns=route53-new",
                                        "apps.crema.domains.shop1.mugs.example.dns=route53-new")))
                .plan();
        assertThat(cents(CostEstimate.of(made, inventory), "DNS zone mugs.example"))
                .isEqualTo(50);
    }

    @Test
    void a_network_that_two_environments_share_is_paid_once() {
        List<String> shared = staging(crema("environments.staging.place.network=production"));

        assertThat(staging(crema())).contains("1 NAT gateway", "flow logs", "NAT data", "load balancer");
        assertThat(shared).doesNotContain("1 NAT gateway", "flow logs").contains("NAT data", "load balancer");
        assertThat(crema("environments.staging.place.network=production").lines(Side.AWS))
                .filteredOn(line -> line.subject().contains("public address"))
                .extracting(line -> line.environment() + " " + line.subject())
                .containsExactly("production 3 public addresses", "staging 2 public addresses");
    }

    private static List<String> staging(CostEstimate estimate) {
        return estimate.lines(Side.AWS).stream()
                .filter(line -> line.environment().equals("staging"))
                .map(CostLine::subject)
                .toList();
    }

    @Test
    void known_things_have_known_prices() {
        CostEstimate estimate = crema();

        assertThat(cents(estimate, "crema web, 2 × standard-2x")).isEqualTo(10_000);
        assertThat(cents(estimate, "crema web, 2 × 512/1024")).isBetween(3_600L, 3_608L);
        assertThat(cents(estimate, "1 NAT gateway")).isEqualTo(3_285);
        assertThat(cents(estimate, "crema-database, db.t4g.medium")).isEqualTo(4_745);
    }

    @Test
    void the_engine_costs_while_it_moves_and_search_what_its_node_and_disk_do() {
        Inventory inventory = Inventories.inventory(
                Inventories.crema().apps(),
                Inventories.crema().databases(),
                List.of(),
                List.of(Inventories.addon("bonsai-1", "bonsai", "standard-sm", "crema", "BONSAI_URL")));
        CostEstimate estimate = estimate(inventory);

        assertThat(cents(estimate, "crema-bonsai, 1 × t3.small.search")).isEqualTo(2_628);
        assertThat(cents(estimate, "crema-bonsai storage, 10 GB")).isEqualTo(122);
        assertThat(estimate.lines(Side.AWS)).noneMatch(line -> line.subject().contains("bonsai-1 (not AWS)"));
        assertThat(estimate.lines(Side.AWS))
                .filteredOn(line -> line.subject().equals("dynolift's engine, 1 × 2048/4096"))
                .hasSize(2)
                .allSatisfy(line -> {
                    assertThat(line.onceCents()).isBetween(470L, 480L);
                    assertThat(line.monthlyCents()).isNull();
                    assertThat(line.certainty()).isEqualTo(Certainty.ASSUMED);
                    assertThat(line.basis()).startsWith("48 hours assumed");
                });
        assertThat(estimate.awsOnceCents()).isBetween(940L, 960L);
    }

    @Test
    void json_has_no_figure_for_what_nobody_can_tell_and_names_what_the_sums_leave_out() {
        CostEstimate estimate = estimate(Inventories.crema());

        JsonNode json = JsonMapper.builder().build().valueToTree(estimate);

        assertThat(json.path("schemaVersion").intValue()).isEqualTo(2);
        List<String> leftOut = new ArrayList<>();
        json.path("lines").forEach(line -> {
            if (line.path("certainty").stringValue().equals("UNKNOWN")) {
                assertThat(line.path("monthlyCents").isNull()).isTrue();
                String environment = line.path("environment").stringValue();
                leftOut.add((environment.isEmpty() ? "" : environment + ": ")
                        + line.path("subject").stringValue());
            }
        });
        List<String> told = new ArrayList<>();
        json.path("herokuLeftOut").forEach(subject -> told.add(subject.stringValue()));
        json.path("awsLeftOut").forEach(subject -> told.add(subject.stringValue()));
        assertThat(told).isNotEmpty().containsExactlyElementsOf(leftOut);
    }

    @Test
    void mysql_and_memcached_cost_what_their_tables_say_and_backups_are_not_known() {
        CostEstimate estimate = estimate(Inventories.inventory(
                Inventories.crema().apps(),
                List.of(),
                List.of(),
                List.of(
                        Inventories.addon("jawsdb-1", "jawsdb", "blacktip", "crema", "JAWSDB_URL"),
                        Inventories.addon("memcachier-1", "memcachier", "100", "crema", "MEMCACHIER_SERVERS"))));

        assertThat(cents(estimate, "crema-jawsdb, db.t4g.small")).isEqualTo(2_336);
        assertThat(cents(estimate, "crema-jawsdb storage, 20 GB")).isEqualTo(230);
        assertThat(cents(estimate, "crema-memcachier, 1 × cache.t4g.micro")).isEqualTo(1_168);
        assertThat(estimate.lines(Side.AWS))
                .noneMatch(line -> line.subject().contains("(not AWS)"))
                .anyMatch(
                        line -> line.subject().equals("crema-jawsdb backups") && line.certainty() == Certainty.UNKNOWN)
                .allMatch(line ->
                        !line.subject().startsWith("crema-memcachier") || line.certainty() == Certainty.ASSUMED);
    }

    @Test
    void eco_dynos_share_one_flat_price() {
        HerokuApp one = Inventories.app("one", "production", "eco", 1);
        HerokuApp two = Inventories.app("two", "production", "eco", 1);
        CostEstimate estimate = estimate(Inventories.inventory(List.of(one, two), List.of(), List.of(), List.of()));

        assertThat(estimate.herokuMonthlyCents()).isEqualTo(500);
    }

    @Test
    void an_add_on_that_stays_goes_on_costing() {
        assertThat(crema().lines(Side.AWS))
                .anyMatch(line -> line.subject().contains("sendgrid") && line.counted() == 700);
        assertThat(crema().lines(Side.AWS)).noneMatch(line -> line.subject().contains("papertrail"));
    }

    @Test
    void says_what_would_change_the_answer_largest_first() {
        List<Sensitivity> sensitivity = crema().sensitivity();

        assertThat(sensitivity)
                .extracting(Sensitivity::change)
                .anyMatch(change -> change.startsWith("--preset ha"))
                .anyMatch(change -> change.contains("arm64"))
                .anyMatch(change -> change.contains("without the environment staging"));
        assertThat(sensitivity)
                .isSortedAccordingTo(
                        (left, right) -> Long.compare(Math.abs(right.monthlyCents()), Math.abs(left.monthlyCents())));
    }

    @Test
    void an_alternative_changes_the_bill_by_what_it_says() {
        MigrationPlan without = Replanning.of(
                        Inventories.crema(),
                        Optional.empty(),
                        new PlanSettings(
                                Optional.empty(),
                                List.of("environments.production.natGateways=0", "environments.staging.natGateways=0")))
                .plan();
        CostEstimate estimate = crema();

        long said = estimate.sensitivity().stream()
                .filter(sensitivity -> sensitivity.change().startsWith("natGateways: 0"))
                .findFirst()
                .orElseThrow()
                .monthlyCents();

        long real = CostEstimate.of(without, Inventories.crema()).awsMonthlyCents() - estimate.awsMonthlyCents();
        assertThat(said).isNegative().isCloseTo(real, within(5L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(10 minutes)|4380",
                "rate(1 day)|30",
                "cron(20 * * * ? *)|730",
                "cron(0 9 * * ? *)|30",
                "cron(0/15 * * * ? *)|2920",
                "cron(0 8 ? * MON-FRI *)|22",
                "cron(0 8 1 * ? *)|1"
            })
    void counts_how_often_a_schedule_runs(String expression, int runs) {
        assertThat(Schedules.runsPerMonth(expression)).isCloseTo(runs, within(1.0));
    }

    @Test
    void what_stands_around_a_network_has_its_lines_and_spot_its_share() {
        CostEstimate plain = crema();
        CostEstimate chosen = crema(
                "environments.production.network.awsEndpoints=true",
                "environments.production.network.firewall=block",
                "environments.production.network.flowLogs=all",
                "environments.production.network.accessLogDays=0",
                "apps.crema.services.worker.spot=true",
                "state.place=terraform-cloud",
                "state.organization=coffee");

        assertThat(productionCents(chosen, "12 endpoints of AWS's services"))
                .isEqualTo(Math.round(12 * 730 * 0.01 * 100));
        assertThat(productionCents(chosen, "firewall")).isEqualTo(900);
        assertThat(productionCents(chosen, "flow logs")).isEqualTo(10 * productionCents(plain, "flow logs"));
        assertThat(productionCents(plain, "access logs")).isPositive();
        assertThat(subjects(chosen)).doesNotContain("access logs").contains("firewall requests", "Terraform's state");
        String worker = subjects(plain).stream()
                .filter(subject -> subject.startsWith("crema worker"))
                .findFirst()
                .orElseThrow();
        assertThat(productionCents(chosen, worker + " on Spot")).isBetween(1L, productionCents(plain, worker) / 2);
        assertThat(chosen.lines(Side.AWS))
                .filteredOn(line -> line.subject().endsWith("on Spot"))
                .allMatch(line -> line.certainty() == Certainty.ASSUMED);
    }

    @Test
    void an_environment_costs_what_its_own_region_asks() {
        CostEstimate elsewhere = crema("environments.production.place.region=eu-west-1");

        assertThat(productionCents(elsewhere, "load balancer"))
                .isEqualTo(Math.round(0.0252 * 73_000))
                .isNotEqualTo(productionCents(crema(), "load balancer"));
    }

    @Test
    void a_log_drain_costs_a_secret_and_calls_that_nobody_has_counted() {
        HerokuApp app = SketchedApp.called("crema")
                .processes(List.of(Inventories.process("web", "bundle exec puma", 1, "basic")))
                .drains(List.of(new LogDrain("https", "logs.crema.example", null)))
                .app();
        Inventory inventory = Inventories.inventory(List.of(app), List.of(), List.of(), List.of());

        CostEstimate estimate = CostEstimate.of(Planner.plan(inventory, Optional.empty()), inventory);

        assertThat(cents(estimate, "1 secret")).isEqualTo(40);
        assertThat(estimate.lines(Side.AWS))
                .filteredOn(line -> line.subject().equals("crema log drains"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.certainty()).isEqualTo(Certainty.UNKNOWN);
                    assertThat(line.basis()).contains("Lambda");
                });
    }

    private static CostEstimate crema(String... settings) {
        Inventory inventory = Inventories.crema();
        return CostEstimate.of(
                Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                        .plan(),
                inventory);
    }

    private static List<String> subjects(CostEstimate estimate) {
        return production(estimate).map(CostLine::subject).toList();
    }

    private static long productionCents(CostEstimate estimate, String subject) {
        return production(estimate)
                .filter(line -> line.subject().equals(subject))
                .mapToLong(CostLine::counted)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<CostLine> production(CostEstimate estimate) {
        return estimate.lines(Side.AWS).stream()
                .filter(line -> !line.environment().equals("staging"));
    }

    private static CostEstimate crema() {
        return estimate(Inventories.crema());
    }

    private static CostEstimate estimate(Inventory inventory) {
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        return CostEstimate.of(plan, inventory);
    }

    private static long cents(CostEstimate estimate, String subject) {
        return estimate.lines().stream()
                .filter(line -> line.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .monthlyCents();
    }
}
