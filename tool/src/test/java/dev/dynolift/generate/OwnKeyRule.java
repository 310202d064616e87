package dev.dynolift.generate;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What takes a key of the user's is encrypted by that of the estate, and by no other. */
final class OwnKeyRule {

    private OwnKeyRule() {}

    /** The addresses of what is not. */
    static List<String> broken(List<PlannedResource> resources, String key) {
        return resources.stream()
                .filter(resource ->
                        keys(resource).anyMatch(named -> !named.asString("").equals(key)))
                .map(PlannedResource::address)
                .toList();
    }

    /** What a resource says of its key, in each place where it has to; none for what takes no key, or has one of its own. */
    private static Stream<JsonNode> keys(PlannedResource resource) {
        return switch (resource.type()) {
            case "aws_db_instance" ->
                Stream.of(
                        resource.after().path("kms_key_id"),
                        resource.after().path("master_user_secret_kms_key_id"),
                        resource.is("performance_insights_enabled")
                                ? resource.after().path("performance_insights_kms_key_id")
                                : resource.after().path("kms_key_id"));
            case "aws_elasticache_replication_group", "aws_secretsmanager_secret" ->
                Stream.of(resource.after().path("kms_key_id"));
            case "aws_opensearch_domain" ->
                Stream.of(resource.block("encrypt_at_rest").path("kms_key_id"));
            // Shells and the trail are encrypted by keys that are made for them.
            case "aws_cloudwatch_log_group" ->
                resource.module().equals("access") || resource.address().endsWith(".sessions")
                        ? Stream.empty()
                        : Stream.of(resource.after().path("kms_key_id"));
            // What a deploy has to know are names and numbers.
            case "aws_ssm_parameter" ->
                resource.text("type").equals("SecureString")
                        ? Stream.of(resource.after().path("key_id"))
                        : Stream.empty();
            case "aws_ecr_repository" ->
                Stream.of(resource.block("encryption_configuration").path("kms_key"));
            case "aws_sqs_queue" -> Stream.of(resource.after().path("kms_master_key_id"));
            case "aws_codepipeline" ->
                Stream.of(resource.block("artifact_store")
                        .path("encryption_key")
                        .path(0)
                        .path("id"));
            case "aws_s3_bucket_server_side_encryption_configuration" ->
                resource.module().equals("pipeline")
                        ? Stream.of(resource.block("rule")
                                .path("apply_server_side_encryption_by_default")
                                .path(0)
                                .path("kms_master_key_id"))
                        : Stream.empty();
            default -> Stream.empty();
        };
    }
}
