package dev.dynolift.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.PriceFile;
import dev.dynolift.market.PriceListFields;
import dev.dynolift.market.Prices;
import dev.dynolift.market.Prices.Fresh;
import dev.dynolift.market.Prices.Item;
import dev.dynolift.plan.AccessPlan;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estimate with prices that AWS itself told. */
class FreshPricesTest {

    private static final Inventory INVENTORY = Inventories.crema();
    private static final MigrationPlan PLAN = Planner.plan(INVENTORY, Optional.empty());

    @TempDir
    Path folder;

    @Test
    void what_aws_told_stands_before_the_tables_with_its_source_and_date() {
        Path file = folder.resolve("prices.json");
        PriceFile.write(file, List.of(fresh("ALB", "hour", 1.0), fresh("RDS", "PostgreSQL " + instance(), 2.0)));

        CostEstimate estimate = CostEstimate.of(PLAN, INVENTORY, new Prices(PriceFile.read(file)));

        assertThat(line(estimate, "load balancer").monthlyCents()).isEqualTo(73_000);
        assertThat(line(estimate, "load balancer").source()).isEqualTo("AWS's price list");
        assertThat(line(estimate, "load balancer").priceDate()).isEqualTo("2026-11-01");
        assertThat(line(estimate, "load balancer").certainty()).isEqualTo(Certainty.MEASURED);
        assertThat(estimate.lines(Side.AWS))
                .anyMatch(line -> line.subject().contains(instance()) && line.counted() == 146_000);
        assertThat(line(estimate, "1 NAT gateway").source()).startsWith("infracost");
    }

    @Test
    void what_an_auditor_asks_for_is_priced_by_what_aws_told() {
        MigrationPlan plan = Replanning.of(
                        INVENTORY,
                        Optional.empty(),
                        new PlanSettings(Optional.empty(), List.of("environments.production.access.enabled=true")))
                .plan();
        Prices prices = new Prices(List.of(fresh("KMS", "key", 7.0), fresh("CloudWatch", "alarm standard", 3.0)));

        CostEstimate estimate = CostEstimate.of(plan, INVENTORY, prices);

        assertThat(line(estimate, "2 encryption keys").monthlyCents()).isEqualTo(1_400);
        assertThat(line(estimate, "2 encryption keys").source()).isEqualTo("AWS's price list");
        assertThat(line(estimate, "alarms on break-glass and root").monthlyCents())
                .isEqualTo(300L * AccessPlan.ALARMS);
    }

    /** By name, as each that is new must be answered: found in AWS's list, or known not to be. */
    @Test
    void what_an_estimate_needs_is_found_in_the_price_list() {
        Prices tables = Prices.ofTables();
        CostEstimate.of(PLAN, INVENTORY, tables);

        assertThat(tables.wanted())
                .filteredOn(item -> PriceListFields.of(item).isEmpty())
                .extracting(item -> item.service() + " " + item.name())
                .containsExactlyInAnyOrder(
                        "ACM public certificate",
                        // By the event there, by the hundred thousand here.
                        "CloudTrail management events, further copy",
                        "EC2 data transfer internet out after 100GB",
                        "Route 53 hosted zone",
                        "Fargate Spot share of the price on demand");
        PriceListFields.Fields fields = PriceListFields.of(new Item("RDS", "MySQL db.t4g.small", "eu-west-1"))
                .orElseThrow();
        assertThat(fields.attributes())
                .containsEntry("databaseEngine", "MySQL")
                .containsEntry("instanceType", "db.t4g.small");
        assertThat("EU-InstanceUsage:db.t4g.small").matches(fields.usageType());
        assertThat("EU-Multi-AZUsage:db.t4g.small").doesNotMatch(fields.usageType());
    }

    @Test
    void a_file_of_something_else_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("prices.json"), "[]");

        assertThatThrownBy(() -> PriceFile.read(file)).hasMessageContaining("holds no prices");
    }

    private static String instance() {
        return PLAN.databasesIn("staging").get(0).instanceClass().value();
    }

    private static Fresh fresh(String service, String name, double usd) {
        return new Fresh(new Item(service, name, PLAN.region().value()), usd, "hour", "AWS's price list", "2026-11-01");
    }

    private static CostLine line(CostEstimate estimate, String subject) {
        return estimate.lines(Side.AWS).stream()
                .filter(line -> line.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
