package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.infrastructure.EstateSummary;
import dev.dynolift.infrastructure.ImportBlocks;
import dev.dynolift.infrastructure.ImportBlocks.Importable;
import dev.dynolift.naming.EnvironmentEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The generated estate as the real Terraform plans it, without an AWS account. */
class GeneratedTerraformTest {

    private static final List<String> ENVIRONMENTS = List.of("production", "staging");
    private static final Map<String, List<PlannedResource>> PLANNED = new HashMap<>();

    /** What the shop of {@link CremaExample} does not have: MySQL, memcached, a site. */
    private static final List<PlannedResource> MORE = new ArrayList<>();

    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-5d8a-4c1e-9a51-6f2b7c0d1e2f";

    private static final String KEY_OF_KIOSK =
            "arn:aws:kms:us-east-1:123456789012:key/mrk-6f2b7c0d1e2f4c1e9a510b6cd6f45d8a";

    @TempDir
    static Path workspace;

    @TempDir
    static Path kiosk;

    /** Once for all tests; in each of them, so that each is skipped when there is no Terraform. */
    @BeforeEach
    void plan_all_environments() throws IOException {
        if (!PLANNED.isEmpty()) {
            return;
        }
        Generator.generate(CremaExample.plan(), CremaExample.inventory(), workspace);
        // Production by a key of one's own, staging by AWS's.
        Files.writeString(workspace.resolve("infra/production/key.auto.tfvars"), "kms_key_arn = \"" + KEY + "\"\n");
        for (String environment : ENVIRONMENTS) {
            PLANNED.put(environment, OfflinePlan.of(workspace.resolve("infra").resolve(environment)));
        }
        SmallExample.generate("kiosk", kiosk);
        Files.writeString(
                kiosk.resolve("infra/production/key.auto.tfvars"), "kms_key_arn = \"" + KEY_OF_KIOSK + "\"\n");
        MORE.addAll(OfflinePlan.of(kiosk.resolve("infra").resolve("production")));
    }

    @AfterAll
    static void let_go_of_the_plugins() throws IOException {
        PLANNED.clear();
        MORE.clear();
        TerraformCommand.unlinkPlugins(workspace);
        TerraformCommand.unlinkPlugins(kiosk);
    }

    @Test
    void the_summary_counts_what_terraform_would_create() {
        List<PlannedResource> planned =
                PLANNED.values().stream().flatMap(List::stream).toList();

        assertThat(EstateSummary.of(CremaExample.plan()).counts()).isEqualTo(PlannedResource.count(planned));
    }

    @Test
    void what_can_be_imported_is_what_terraform_would_create() {
        for (EnvironmentEstate estate : EnvironmentEstate.of(CremaExample.plan())) {
            Map<String, PlannedResource> planned = new HashMap<>();
            PLANNED.get(estate.environmentName()).forEach(resource -> planned.put(resource.address(), resource));
            Map<String, Importable> importable = ImportBlocks.importable(estate);

            assertThat(importable).hasSizeGreaterThan(15);
            assertThat(importable.values()).allSatisfy(thing -> {
                assertThat(planned).containsKey(thing.address());
                PlannedResource resource = planned.get(thing.address());
                assertThat(List.of(
                                resource.text("name"),
                                resource.text("identifier"),
                                resource.text("replication_group_id"),
                                resource.text("domain_name")))
                        .as(thing.address())
                        .contains(thing.id());
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_estate_keeps_every_rule(EstateRule rule) {
        assertThat(rule.broken(PLANNED.get("production"), true)).isEmpty();
        assertThat(rule.broken(PLANNED.get("staging"), false)).isEmpty();
    }

    @Test
    void what_takes_a_key_is_encrypted_by_ones_own() {
        assertThat(OwnKeyRule.broken(PLANNED.get("production"), KEY)).isEmpty();
        assertThat(OwnKeyRule.broken(MORE, KEY_OF_KIOSK)).isEmpty();
    }

    /** Each line: a resource, and how it would be encrypted by another key. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_db_instance | kms_key_id | null",
                "aws_db_instance | master_user_secret_kms_key_id | null",
                "aws_db_instance | performance_insights_kms_key_id | null",
                "aws_elasticache_replication_group | kms_key_id | null",
                "aws_opensearch_domain | encrypt_at_rest | [{\"enabled\":true}]",
                "aws_ssm_parameter | key_id | \"alias/aws/ssm\"",
                "aws_secretsmanager_secret | kms_key_id | null",
                "aws_cloudwatch_log_group | kms_key_id | null",
                "aws_ecr_repository | encryption_configuration | [{\"encryption_type\":\"AES256\"}]",
                "aws_sqs_queue | kms_master_key_id | null"
            })
    void another_key_is_noticed(String type, String argument, String json) {
        List<PlannedResource> changed = PLANNED.get("production").stream()
                .filter(resource -> resource.type().equals(type))
                .map(resource -> resource.with(argument, json))
                .toList();

        assertThat(changed).isNotEmpty();
        assertThat(OwnKeyRule.broken(changed, KEY)).isNotEmpty();
    }

    /** Each line: a rule, a resource, and how it would break it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENCRYPTED_AT_REST | aws_db_instance | storage_encrypted | false",
                "ENCRYPTED_AT_REST | aws_elasticache_replication_group | at_rest_encryption_enabled | false",
                "ENCRYPTED_AT_REST | aws_opensearch_domain | encrypt_at_rest | [{\"enabled\":false}]",
                "ENCRYPTED_AT_REST | aws_sqs_queue | kms_master_key_id | null",
                "ENCRYPTED_AT_REST | aws_ssm_parameter | type | \"String\"",
                "ENCRYPTED_ON_THE_WAY | aws_elasticache_replication_group | transit_encryption_enabled | false",
                "ENCRYPTED_ON_THE_WAY | aws_opensearch_domain | node_to_node_encryption | [{\"enabled\":false}]",
                "ENCRYPTED_ON_THE_WAY | aws_opensearch_domain | domain_endpoint_options | [{\"enforce_https\":true,\"tls_security_policy\":\"Policy-Min-TLS-1-0-2019-07\"}]",
                "ENCRYPTED_ON_THE_WAY | aws_db_parameter_group | parameter | [{\"name\":\"rds.force_ssl\",\"value\":\"0\"}]",
                "ENCRYPTED_ON_THE_WAY | aws_db_parameter_group | parameter | [{\"name\":\"rds.force_ssl\",\"value\":\"1\"}]",
                "ENCRYPTED_ON_THE_WAY | aws_elasticache_cluster | transit_encryption_enabled | false",
                "ENCRYPTED_ON_THE_WAY | aws_lb_listener | protocol | \"HTTPS\"",
                "ENCRYPTED_ON_THE_WAY | aws_acm_certificate | validation_method | \"EMAIL\"",
                "NOTHING_IN_THE_CLEAR | aws_lb_listener | default_action | [{\"type\":\"forward\"}]",
                "NOTHING_IN_THE_CLEAR | aws_lb_listener | default_action | [{\"type\":\"redirect\",\"redirect\":[{\"protocol\":\"HTTP\"}]}]",
                "NOTHING_IN_THE_CLEAR | aws_lb_listener_rule | condition | [{\"host_header\":[{}]}]",
                "NOTHING_IN_THE_CLEAR | aws_lb_listener_rule | condition | [{\"source_ip\":[{\"values\":[\"0.0.0.0/0\"]}]}]",
                "NO_DATA_IN_PUBLIC | aws_db_instance | publicly_accessible | true",
                "NO_DATA_IN_PUBLIC | aws_opensearch_domain | vpc_options | []",
                "NO_DATA_IN_PUBLIC | aws_opensearch_domain | advanced_security_options | [{\"enabled\":false}]",
                "ENCRYPTED_AT_REST | aws_s3_bucket_server_side_encryption_configuration | rule | []",
                "ENCRYPTED_ON_THE_WAY | aws_cloudfront_distribution | default_cache_behavior | [{\"viewer_protocol_policy\":\"allow-all\"}]",
                "ENCRYPTED_ON_THE_WAY | aws_cloudfront_distribution | ordered_cache_behavior | [{\"viewer_protocol_policy\":\"allow-all\"}]",
                "NO_DATA_IN_PUBLIC | aws_s3_bucket_public_access_block | block_public_policy | false",
                "NOTHING_IS_LOST_BY_A_SLIP | aws_s3_bucket | force_destroy | true",
                "EVERY_EDGE_IS_KNOWN | aws_vpc_security_group_ingress_rule | to_port | 9000",
                "EVERY_EDGE_IS_KNOWN | aws_vpc_security_group_ingress_rule | ip_protocol | \"-1\"",
                "EVERY_EDGE_IS_KNOWN | aws_vpc_security_group_ingress_rule | cidr_ipv4 | \"10.0.0.0/16\"",
                "EVERY_EDGE_IS_KNOWN | aws_vpc_security_group_egress_rule | to_port | 65535",
                "EVERY_EDGE_IS_KNOWN | aws_vpc_security_group_egress_rule | cidr_ipv4 | \"10.0.0.0/8\"",
                "EVERY_EDGE_IS_KNOWN | aws_security_group | ingress | [{\"from_port\":22}]",
                "NO_FUNCTION_BUT_THE_FORWARDER | aws_lambda_permission | principal | \"*\"",
                "LOGS_END | aws_cloudwatch_log_group | retention_in_days | null",
                "NOTHING_IS_LOST_BY_A_SLIP | aws_db_instance | deletion_protection | false",
                "NOTHING_IS_LOST_BY_A_SLIP | aws_db_instance | skip_final_snapshot | true",
                "NOTHING_IS_LOST_BY_A_SLIP | aws_ecr_repository | force_delete | true",
                "NOTHING_IS_LOST_BY_A_SLIP | aws_db_instance | backup_retention_period | 0",
                "NOTHING_IS_LOST_BY_A_SLIP | aws_lb | enable_deletion_protection | false",
                "THE_TRAIL_STAYS | aws_cloudtrail | enable_log_file_validation | false",
                "THE_TRAIL_STAYS | aws_cloudtrail | is_multi_region_trail | false",
                "THE_TRAIL_STAYS | aws_s3_bucket | object_lock_enabled | false",
                "THE_TRAIL_STAYS | aws_s3_bucket_object_lock_configuration | rule | []",
                "THE_TRAIL_STAYS | aws_kms_key | enable_key_rotation | false",
                "TAGGED | aws_ecs_service | tags | {}",
                "NO_SECRET_VALUE | aws_db_instance | password | \"open\"",
                "NO_SECRET_VALUE | aws_opensearch_domain | advanced_security_options | [{\"enabled\":true,\"master_user_options\":[{\"master_user_password\":\"open\"}]}]",
                "NO_STAR_ON_EVERYTHING | aws_iam_role_policy | policy | \"{\\\"Statement\\\":[{\\\"Action\\\":[\\\"*\\\"],\\\"Resource\\\":\\\"*\\\"}]}\"",
                "NO_STAR_ON_EVERYTHING | aws_iam_role_policy | policy | \"{\\\"Statement\\\":[{\\\"Action\\\":[\\\"s3:*\\\"],\\\"Resource\\\":\\\"*\\\"}]}\"",
                "NOTHING_RUNS_YET | aws_ecs_service | desired_count | 1",
                "NOTHING_RUNS_YET | aws_scheduler_schedule | state | \"ENABLED\""
            })
    void a_rule_notices_what_breaks_it(EstateRule rule, String type, String argument, String json) {
        List<PlannedResource> changed = Stream.of(PLANNED.get("production"), MORE)
                .flatMap(List::stream)
                .filter(resource -> resource.type().equals(type))
                .map(resource -> resource.with(argument, json))
                .toList();

        assertThat(changed).isNotEmpty();
        assertThat(rule.broken(changed, true)).isNotEmpty();
    }

    /** None of crema's is made before the cutover, so there is none to change. */
    @Test
    void a_record_that_leads_visitors_here_is_noticed() {
        assertThat(EstateRule.NOTHING_RUNS_YET.broken(
                        List.of(
                                record("module.dns.aws_route53_record.this[\"www.crema.example\"]"),
                                record("module.certificate.aws_route53_record.validation[\"www.crema.example\"]")),
                        true))
                .containsExactly("module.dns.aws_route53_record.this[\"www.crema.example\"]");
    }

    private static PlannedResource record(String address) {
        return new PlannedResource(
                address, "aws_route53_record", JsonMapper.shared().createObjectNode());
    }

    @Test
    void every_rule_has_an_example_that_breaks_it() throws NoSuchMethodException {
        CsvSource examples = Objects.requireNonNull(GeneratedTerraformTest.class
                .getDeclaredMethod(
                        "a_rule_notices_what_breaks_it", EstateRule.class, String.class, String.class, String.class)
                .getAnnotation(CsvSource.class));
        assertThat(Arrays.stream(examples.value()).map(line -> EstateRule.valueOf(line.split(" ", 2)[0])))
                .containsAll(List.of(EstateRule.values()));
    }
}
