package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.EstateSummary.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The generated estate as the real Terraform plans it, without an AWS account. */
class GeneratedTerraformTest {

    private static final List<String> ENVIRONMENTS = List.of("production", "staging");
    private static final List<JsonNode> RESOURCES = new ArrayList<>();

    @TempDir
    static Path workspace;

    /** Once for all tests; in each of them, so that each is skipped when there is no Terraform. */
    @BeforeEach
    void plan_all_environments() throws IOException {
        if (!RESOURCES.isEmpty()) {
            return;
        }
        Generator.generate(CremaExample.plan(), CremaExample.inventory(), workspace);
        for (String environment : ENVIRONMENTS) {
            Path folder = workspace.resolve("infra").resolve(environment);
            Files.writeString(folder.resolve("offline_override.tf"), """
                    provider "aws" {
                      access_key                  = "none"
                      secret_key                  = "none"
                      skip_credentials_validation = true
                      skip_requesting_account_id  = true
                      skip_metadata_api_check     = true
                    }
                    """);
            String network = environment.equals("production")
                    ? "network={cidr=\"10.20.0.0/16\",zones=[\"us-east-1a\",\"us-east-1b\"],nat_gateways=1}"
                    : "network={cidr=\"10.21.0.0/16\",zones=[\"us-east-1a\",\"us-east-1b\"],nat_gateways=0}";
            TerraformCommand.init(folder);
            TerraformCommand.Result plan = TerraformCommand.run(
                    folder, "plan", "-refresh=false", "-input=false", "-no-color", "-out=plan", "-var", network);
            assertThat(plan.exitCode()).as(plan.output()).isZero();
            String shown = TerraformCommand.run(folder, "show", "-json", "plan").output();
            JsonNode json = JsonMapper.shared().readTree(shown.substring(shown.indexOf("{\"format_version\"")));
            json.path("resource_changes").forEach(RESOURCES::add);
        }
    }

    @AfterAll
    static void let_go_of_the_plugins() throws IOException {
        RESOURCES.clear();
        TerraformCommand.unlinkPlugins(workspace);
    }

    @Test
    void the_summary_counts_what_terraform_would_create() {
        Map<Kind, Integer> planned = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            int count = of(kind.terraformType()).size();
            if (count > 0) {
                planned.put(kind, count);
            }
        }

        assertThat(EstateSummary.of(CremaExample.plan()).counts()).isEqualTo(planned);
    }

    @Test
    void only_the_load_balancer_is_open_to_the_world() {
        assertThat(of("aws_vpc_security_group_ingress_rule"))
                .filteredOn(rule ->
                        after(rule).hasNonNull("cidr_ipv4") || after(rule).hasNonNull("cidr_ipv6"))
                .allSatisfy(rule -> assertThat(rule.path("address").asString()).startsWith("module.load_balancer"));
        assertThat(of("aws_db_instance")).allSatisfy(database -> assertThat(
                        after(database).path("publicly_accessible").asBoolean())
                .isFalse());
    }

    @Test
    void everything_that_can_be_encrypted_is() {
        assertThat(of("aws_db_instance")).allSatisfy(database -> assertThat(
                        after(database).path("storage_encrypted").asBoolean())
                .isTrue());
        assertThat(of("aws_elasticache_replication_group")).allSatisfy(cache -> assertThat(
                        after(cache).path("transit_encryption_enabled").asBoolean())
                .isTrue());
        assertThat(of("aws_ssm_parameter"))
                .allSatisfy(parameter ->
                        assertThat(after(parameter).path("type").asString()).isEqualTo("SecureString"));
    }

    @Test
    void everything_that_can_have_tags_says_whose_it_is() {
        assertThat(RESOURCES)
                .filteredOn(resource -> after(resource).has("tags"))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(
                                after(resource).path("tags").path("Estate").asString(""))
                        .as(resource.path("address").asString())
                        .startsWith("crema-"));
    }

    @Test
    void nothing_runs_until_it_is_told_to() {
        assertThat(of("aws_ecs_service")).isNotEmpty().allSatisfy(service -> assertThat(
                        after(service).path("desired_count").asInt())
                .isZero());
        assertThat(of("aws_scheduler_schedule")).isNotEmpty().allSatisfy(schedule -> assertThat(
                        after(schedule).path("state").asString())
                .isEqualTo("DISABLED"));
    }

    private static List<JsonNode> of(String type) {
        return RESOURCES.stream()
                .filter(resource -> resource.path("type").asString().equals(type))
                .toList();
    }

    private static JsonNode after(JsonNode resource) {
        return resource.path("change").path("after");
    }
}
