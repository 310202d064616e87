package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Network;
import dev.dynolift.inventory.AwsAccount.Quota;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.Space;
import dev.dynolift.inventory.SpaceNetwork;
import dev.dynolift.inventory.SpaceNetwork.Peering;
import dev.dynolift.inventory.SpaceNetwork.VpnConnection;
import dev.dynolift.inventory.Surroundings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the AWS account already has decides what the plan chooses. */
class AccountTest extends PlanOnDisk {

    @Test
    void each_environment_gets_the_first_range_that_no_network_has() {
        MigrationPlan plan = plan(account(List.of(
                new Network("vpc-0a", "office", List.of("10.0.0.0/15"), false),
                new Network("vpc-0b", null, List.of("172.31.0.0/16", "10.3.64.0/20"), true))));

        Choice<String> production = plan.environments().get(0).vpcCidr();
        Choice<String> staging = plan.environments().get(1).vpcCidr();
        assertThat(production.value()).isEqualTo("10.2.0.0/16");
        assertThat(production.source()).isEqualTo(Source.DETECTED);
        assertThat(production.consequence()).contains("vpc-0a");
        assertThat(staging.value()).isEqualTo("10.4.0.0/16");
        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("network-taken")
                        && finding.subject().equals("vpc-0a"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.what()).contains("10.0.0.0/15"))
                .anySatisfy(finding -> assertThat(finding.why()).contains("10.2.0.0/16 for production"));
    }

    @Test
    void without_a_look_at_the_account_the_ranges_are_dynolifts_own() {
        MigrationPlan plan = plan((AwsAccount) null);

        assertThat(plan.environments())
                .extracting(environment -> environment.vpcCidr().value())
                .containsExactly("10.0.0.0/16", "10.1.0.0/16");
        assertThat(plan.environments().get(0).vpcCidr().source()).isEqualTo(Source.DEFAULT);
    }

    @Test
    void an_account_without_a_free_range_is_a_warning() {
        MigrationPlan plan = plan(account(List.of(
                new Network("vpc-0a", null, List.of("10.0.0.0/8"), false),
                new Network("vpc-0b", null, List.of("172.16.0.0/12"), false))));

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("network-taken"))
                .extracting(Finding::severity)
                .contains(Severity.WARNING);
    }

    @Test
    void says_which_quota_the_plan_exceeds_and_which_name_is_taken() {
        AwsAccount account = new AwsAccount(
                "123456789012",
                "us-east-1",
                List.of(
                        new Resource("RDS instance", "crema-production-database", null, List.of()),
                        new Resource("RDS instance", "crema-archive", null, List.of())),
                List.of(),
                List.of(
                        new Quota("VPCs per Region", "L-F678F1CE", 5, 4),
                        new Quota("Elastic IP addresses", "L-0263D0A3", 50, 0)));

        List<Finding> findings = plan(account).findings();

        assertThat(findings)
                .filteredOn(finding -> finding.id().equals("quota-exceeded"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).contains("needs 2 VPCs per Region", "may have 5 and has 4");
                    assertThat(finding.next())
                            .contains("--service-code vpc --quota-code L-F678F1CE --desired-value 6`");
                });
        assertThat(findings)
                .filteredOn(finding -> finding.id().equals("aws-name-taken"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("RDS instance crema-production-database");
                    assertThat(finding.next())
                            .contains("write `RDS instance crema-production-database` in `imports` of production");
                });
    }

    @Test
    void another_name_for_the_whole_is_kept_and_takes_the_collision_away() throws IOException {
        Inventory inventory = inventory(new AwsAccount(
                "123456789012",
                "us-east-1",
                List.of(new Resource("RDS instance", "crema-production-database", null, List.of())),
                List.of(),
                List.of()));
        assertThat(plan(inventory).findings()).anyMatch(finding -> finding.id().equals("aws-name-taken"));

        edit("name: crema ", "name: roastery ");

        assertThat(PlanFile.read(file()).name()).isEqualTo("roastery");
        plan(inventory);
        MigrationPlan again = plan(inventory);
        assertThat(again.name()).isEqualTo("roastery");
        assertThat(again.findings())
                .noneMatch(finding ->
                        finding.id().equals("aws-name-taken") || finding.id().equals("edit-not-kept"));
        edit("name: roastery ", "name: My Roastery ");
        assertThatThrownBy(() -> plan(inventory)).hasMessageContaining("plan.yaml:");
    }

    @Test
    void what_a_private_space_is_joined_to_is_kept_clear_of() {
        SpaceNetwork joined = new SpaceNetwork(
                List.of(),
                List.of(new Peering("pcx-1", "vpc-0c", "222222222222", "us-east-1", List.of("10.1.0.0/16"), "active")),
                List.of(new VpnConnection("office", "203.0.113.9", List.of("10.2.0.0/16"), "active")),
                null);
        Inventory crema = inventory(null);
        Inventory spaced = new Inventory(
                crema.schemaVersion(),
                crema.auditedAt(),
                crema.source(),
                crema.apps(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Space("kiln", "virginia", false, "cedar", "10.0.0.0/16", null, joined)),
                Surroundings.NONE,
                List.of());

        assertThat(Planner.plan(spaced, Optional.empty()).environments())
                .extracting(environment -> environment.vpcCidr().value())
                .containsExactly("10.3.0.0/16", "10.4.0.0/16");
    }

    @Test
    void what_counts_is_the_region_that_the_plan_goes_to() {
        AwsAccount there = new AwsAccount(
                null,
                "us-east-1",
                List.of(),
                List.of(new Network("vpc-0a", null, List.of("10.0.0.0/16"), false)),
                List.of(new Quota("VPCs per Region", "L-F678F1CE", 5, 5)));
        AwsAccount login = new AwsAccount(
                "123456789012",
                "eu-west-1",
                List.of(),
                List.of(
                        new Network("vpc-0b", null, List.of("10.1.0.0/16"), false),
                        new Network("vpc-0c", null, List.of("172.31.0.0/16"), true)),
                List.of(new Quota("VPCs per Region", "L-F678F1CE", 50, 2)),
                List.of(there));

        MigrationPlan plan = plan(login);

        assertThat(plan.region().value()).isEqualTo("us-east-1");
        assertThat(plan.findings()).extracting(Finding::id).contains("quota-exceeded");
        // Networks of other regions can be peered, too.
        assertThat(plan.environments())
                .extracting(environment -> environment.vpcCidr().value())
                .containsExactly("10.2.0.0/16", "10.3.0.0/16");
    }

    private static AwsAccount account(List<Network> networks) {
        return new AwsAccount("123456789012", "us-east-1", List.of(), networks, List.of());
    }

    private static MigrationPlan plan(AwsAccount account) {
        return Planner.plan(inventory(account), Optional.empty());
    }

    private static Inventory inventory(AwsAccount account) {
        Inventory bare = new Inventory(
                Inventory.SCHEMA_VERSION,
                Instant.EPOCH,
                "test",
                List.of(
                        Inventories.app("crema", "production", "standard-1x", 2),
                        Inventories.app("crema-staging", "staging", "standard-1x", 1)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return bare.withSurroundings(
                new Surroundings(List.of(), List.of(), List.of(), List.of(), account, null, List.of()));
    }
}
