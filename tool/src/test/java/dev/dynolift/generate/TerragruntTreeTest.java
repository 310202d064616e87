package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The estate as a tree of units: each is planned by the real Terraform with the inputs that Terragrunt would give it. */
class TerragruntTreeTest {

    @TempDir
    Path workspace;

    @TempDir
    Path places;

    @TempDir
    Path plain;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(places);
        TerraformCommand.unlinkPlugins(plain);
    }

    @Test
    void the_generated_tree_is_the_approved_one() throws IOException {
        SmallExample.generateInUnits("guild", workspace);

        ApprovedTree.assertApproved(
                "guild-terragrunt", workspace, path -> path.matches("infra/(root\\.hcl|estate\\.json|production/.*)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiosk", "newsroom"})
    void the_units_make_what_one_root_would_and_keep_every_rule(String example) throws IOException {
        MigrationPlan plan = SmallExample.generateInUnits(example, workspace);
        SmallExample.generate(example, plain);
        EnvironmentEstate estate = EnvironmentEstate.of(plan).get(0);
        Path environment = workspace.resolve("infra").resolve(estate.environmentName());

        List<PlannedResource> planned = new ArrayList<>();
        for (TerragruntUnit unit : TerragruntUnit.below(environment)) {
            planned.addAll(planned(unit, environment));
        }

        for (EstateRule rule : EstateRule.values()) {
            assertThat(rule.broken(planned, true)).as(rule.toString()).isEmpty();
        }
        List<PlannedResource> whole = OfflinePlan.of(plain.resolve("infra").resolve(estate.environmentName()));
        assertThat(named(planned)).containsExactlyInAnyOrderElementsOf(named(whole));
    }

    @Test
    void every_unit_comes_after_those_that_it_reads() throws IOException {
        SmallExample.generateInUnits("kiosk", workspace);
        Set<Path> done = new HashSet<>();
        List<TerragruntUnit> left = new ArrayList<>(TerragruntUnit.below(workspace.resolve("infra")));
        assertThat(left)
                .extracting(unit -> workspace.relativize(unit.folder()).toString())
                .containsExactly(
                        "infra/production/alarms",
                        "infra/production/apps",
                        "infra/production/memcached/memcachier",
                        "infra/production/mysql/jawsdb",
                        "infra/production/network");

        while (!left.isEmpty()) {
            List<TerragruntUnit> next = new ArrayList<>();
            for (TerragruntUnit unit : left) {
                assertThat(unit.source()).isDirectory();
                List<Path> before = unit.dependencies().values().stream()
                        .map(TerragruntUnit::folder)
                        .toList();
                assertThat(before).allSatisfy(folder -> assertThat(folder.resolve("terragrunt.hcl"))
                        .isRegularFile());
                if (done.containsAll(before)) {
                    next.add(unit);
                }
            }
            assertThat(next).as("they wait for each other: " + left).isNotEmpty();
            next.forEach(unit -> done.add(unit.folder()));
            left.removeAll(next);
        }
    }

    @Test
    void who_shares_a_network_has_no_unit_for_it_and_reads_the_other_s() throws IOException {
        SmallExample.generate("guild", workspace, "layout=terragrunt", "environments.staging.place.network=production");
        Path infra = workspace.resolve("infra");

        assertThat(infra.resolve("staging/network")).doesNotExist();
        for (String unit : List.of(
                "staging/apps",
                "staging/database/members-staging-database",
                "production/apps",
                "production/database/members-database")) {
            assertThat(new TerragruntUnit(infra.resolve(unit)).dependencies())
                    .as(unit)
                    .containsEntry("network", new TerragruntUnit(infra.resolve("production/network")));
        }
    }

    @Test
    void what_the_account_has_already_is_imported_by_the_unit_that_makes_it() throws IOException {
        Inventory inventory = SmallExample.inventory("kiosk");
        MigrationPlan plan = Replanning.of(
                        inventory,
                        Optional.empty(),
                        new PlanSettings(
                                Optional.empty(),
                                List.of(
                                        "layout=terragrunt",
                                        "environments.production.imports=ECS cluster kiosk-production,"
                                                + " RDS instance kiosk-production-jawsdb")))
                .plan();

        Generator.generate(plan, inventory, workspace);

        Path production = workspace.resolve("infra/production");
        assertThat(production.resolve("imports.tf")).doesNotExist();
        assertThat(Files.readString(production.resolve("apps/imports.tf")))
                .endsWith("import {\n  to = module.cluster.aws_ecs_cluster.this\n  id = \"kiosk-production\"\n}\n");
        assertThat(Files.readString(production.resolve("mysql/jawsdb/imports.tf")))
                .endsWith("import {\n  to = aws_db_instance.this\n  id = \"kiosk-production-jawsdb\"\n}\n");
    }

    /** The roles are made by the apps' unit, and a database of its own unit lets them in. */
    @Test
    void people_log_in_to_a_database_that_has_a_unit_of_its_own() throws IOException {
        SmallExample.generateInUnits("kiosk", workspace);
        Path production = workspace.resolve("infra/production");
        JsonNode apps = JsonMapper.shared().readTree("""
                {"clients": {"kiosk": {}}, "movers": {}, "database_logins": {"kiosk-production-operator": "operator"}}""");

        JsonNode database = inputs(production.resolve("mysql/jawsdb"), apps);
        JsonNode cache = inputs(production.resolve("memcached/memcachier"), apps);

        assertThat(database.path("iam_logins").path("kiosk-production-operator").asString())
                .isEqualTo("operator");
        assertThat(cache.has("name")).isTrue();
        assertThat(cache.has("iam_logins")).isFalse();
    }

    private JsonNode inputs(Path unit, JsonNode apps) throws IOException {
        Path module = new TerragruntUnit(unit)
                .prepared(places.resolve(unit.getFileName().toString()), Map.of("apps", apps));
        return JsonMapper.shared().readTree(Files.readString(module.resolve("terraform.tfvars.json")));
    }

    /** Terraform's resources for a pipeline are the apps' unit's, and the files in ci/ know nothing of the layout. */
    @Test
    void pipelines_are_the_same_in_a_tree() throws IOException {
        List<String> pipeline = List.of(
                "apps.kiosk.pipeline.service=github",
                "apps.kiosk.pipeline.repository=museum/kiosk",
                "apps.kiosk.pipeline.branch=main");
        Inventory inventory = SmallExample.inventory("kiosk");
        List<String> inUnits = new ArrayList<>(pipeline);
        inUnits.add("layout=terragrunt");

        Generator.generate(planned(inventory, inUnits), inventory, workspace);
        Generator.generate(planned(inventory, pipeline), inventory, plain);

        String workflow = "ci/kiosk/.github/workflows/deploy-to-aws.yml";
        assertThat(Files.readString(workspace.resolve(workflow))).isEqualTo(Files.readString(plain.resolve(workflow)));
        JsonNode values =
                JsonMapper.shared().readTree(Files.readString(workspace.resolve("infra/production/apps/values.json")));
        JsonNode whole =
                JsonMapper.shared().readTree(Files.readString(plain.resolve("infra/production/terraform.tfvars.json")));
        assertThat(values.path("apps")
                        .path("kiosk")
                        .path("pipeline")
                        .path("service")
                        .asString())
                .isEqualTo("github");
        assertThat(values.path("apps")).isEqualTo(whole.path("apps"));
        assertThat(values.path("oidc_issuers"))
                .isEqualTo(whole.path("oidc_issuers"))
                .isNotEmpty();
    }

    private static MigrationPlan planned(Inventory inventory, List<String> values) {
        return Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), values))
                .plan();
    }

    private List<PlannedResource> planned(TerragruntUnit unit, Path environment) throws IOException {
        Path place =
                places.resolve(environment.relativize(unit.folder()).toString().replace('/', '-'));
        Path module = unit.prepared(place, Map.of());
        if (unit.folder().endsWith("network")) {
            Path values = module.resolve("terraform.tfvars.json");
            ObjectNode inputs = (ObjectNode) JsonMapper.shared().readTree(Files.readString(values));
            inputs.set("zones", OfflinePlan.zones(inputs.path("region").asString(), inputs));
            Files.writeString(values, inputs.toString());
        }
        String name = module.getFileName().toString();
        // The estate's own modules are named in it.
        String prefix = name.equals("estate") ? "" : "module." + name + ".";
        return OfflinePlan.planned(module).stream()
                .map(resource -> new PlannedResource(prefix + resource.address(), resource.type(), resource.after()))
                .toList();
    }

    /**
     * What each is called on AWS; of those without a name, their kind. Whom data lets in, and which services are watched, is
     * known only once the apps are made: {@link AppliedExamplesTest} looks at that.
     */
    private static List<String> named(List<PlannedResource> resources) {
        return resources.stream()
                .filter(resource -> !resource.type().equals("aws_vpc_security_group_ingress_rule")
                        || Set.of("service", "load_balancer").contains(resource.module()))
                .filter(resource -> !resource.type().equals("aws_cloudwatch_metric_alarm")
                        || resource.text("alarm_name").matches(".*-production-(database|cache|memcached|search)-.*"))
                .filter(resource -> !resource.type().equals("aws_cloudwatch_event_target")
                        && !resource.text("name").matches(".*-(crashed|job-failed|release-failed)"))
                .map(resource -> resource.type() + " "
                        + Stream.of(
                                        "identifier",
                                        "replication_group_id",
                                        "cluster_id",
                                        "domain_name",
                                        "name",
                                        "alarm_name")
                                .map(resource::text)
                                .filter(name -> !name.isEmpty())
                                .findFirst()
                                .orElse(""))
                .toList();
    }
}
