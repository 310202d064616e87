package dev.dynolift.generate;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What must hold of everything that a planned estate would create, as {@code terraform show -json} tells it. */
enum EstateRule {
    ENCRYPTED_AT_REST(resource -> switch (resource.type()) {
        case "aws_db_instance" -> resource.is("storage_encrypted");
        case "aws_elasticache_replication_group" ->
            resource.text("at_rest_encryption_enabled").equals("true");
        case "aws_opensearch_domain" ->
            resource.block("encrypt_at_rest").path("enabled").asBoolean(false);
        case "aws_sqs_queue" ->
            resource.is("sqs_managed_sse_enabled")
                    || resource.text("kms_master_key_id").startsWith("arn:");
        case "aws_s3_bucket_server_side_encryption_configuration" ->
            resource.block("rule")
                    .path("apply_server_side_encryption_by_default")
                    .path(0)
                    .path("sse_algorithm")
                    .asString("")
                    .matches("AES256|aws:kms");
        // What a deploy has to know are names and numbers.
        case "aws_ssm_parameter" ->
            resource.text("type").equals("SecureString")
                    || List.of("deployment", "site_deployment").contains(resource.module())
                    || resource.address().startsWith("aws_ssm_parameter.deployed[");
        default -> true;
    }),

    ENCRYPTED_ON_THE_WAY(resource -> switch (resource.type()) {
        case "aws_elasticache_replication_group" -> resource.is("transit_encryption_enabled");
        case "aws_opensearch_domain" ->
            resource.block("node_to_node_encryption").path("enabled").asBoolean(false)
                    && resource.block("domain_endpoint_options")
                            .path("enforce_https")
                            .asBoolean(false)
                    && resource.block("domain_endpoint_options")
                            .path("tls_security_policy")
                            .asString("")
                            .startsWith("Policy-Min-TLS-1-2");
        case "aws_elasticache_cluster" -> resource.is("transit_encryption_enabled");
        case "aws_db_parameter_group" ->
            resource.items("parameter")
                    .anyMatch(parameter -> parameter
                                    .path("name")
                                    .asString()
                                    .equals(
                                            resource.text("family").startsWith("mysql")
                                                    ? "require_secure_transport"
                                                    : "rds.force_ssl")
                            && parameter.path("value").asString().equals("1"));
        case "aws_lb_listener" ->
            !resource.text("protocol").equals("HTTPS")
                    || resource.text("ssl_policy").startsWith("ELBSecurityPolicy-TLS13-1-2");
        case "aws_acm_certificate" -> resource.text("validation_method").equals("DNS");
        case "aws_cloudfront_distribution" ->
            Stream.concat(resource.items("default_cache_behavior"), resource.items("ordered_cache_behavior"))
                    .allMatch(behavior ->
                            behavior.path("viewer_protocol_policy").asString("").equals("redirect-to-https"));
        default -> true;
    }),

    /** Port 80 redirects, or refuses all but addresses that somebody has named. */
    NOTHING_IN_THE_CLEAR(resource -> switch (resource.type()) {
        case "aws_lb_listener" ->
            !resource.text("protocol").equals("HTTP")
                    || resource.items("default_action").allMatch(EstateRule::servesNothing);
        case "aws_lb_listener_rule" ->
            !resource.address().contains("[\"http/")
                    || resource.items("condition")
                            .anyMatch(condition -> condition.path("source_ip").size() == 1
                                    && !condition.path("source_ip").toString().contains("/0\""));
        default -> true;
    }),

    NO_DATA_IN_PUBLIC(resource -> switch (resource.type()) {
        case "aws_db_instance" -> !resource.is("publicly_accessible");
        // In the network, and even there nobody gets in without a login.
        case "aws_opensearch_domain" ->
            resource.items("vpc_options").findAny().isPresent()
                    && resource.block("advanced_security_options")
                            .path("enabled")
                            .asBoolean(false);
        // CloudFront alone reads the files of a site, and the trail alone writes its own, which the modules' tests
        // hold.
        case "aws_s3_bucket_policy" ->
            Set.of("static_site", "pipeline", "access", "access_logs").contains(resource.module());
        // A pipeline's holds what goes from one stage to the next, and is closed to the world.
        case "aws_s3_bucket" ->
            Set.of("static_site", "pipeline", "access", "access_logs").contains(resource.module());
        case "aws_s3_bucket_public_access_block" ->
            Stream.of("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
                    .allMatch(resource::is);
        case "aws_s3_bucket_acl" -> false;
        default -> true;
    }),

    /**
     * The log forwarder is the only function, and CloudWatch Logs alone calls it. What a stack of CloudFormation's makes none
     * of these rules sees, so there is no other.
     */
    NO_FUNCTION_BUT_THE_FORWARDER(resource -> switch (resource.type()) {
        case "aws_cloudformation_stack" -> resource.module().equals("log_drain");
        case "aws_lambda_permission" -> resource.text("principal").equals("logs.amazonaws.com");
        case "aws_lambda_function", "aws_lambda_function_url" -> false;
        default -> true;
    }),

    /**
     * The world reaches the load balancer, that the app, and the app and the engine that moves them its data; an app calls
     * whom it likes, the engine databases and AWS; from inside the network AWS's endpoints are reached. There is no other
     * edge.
     */
    EVERY_EDGE_IS_KNOWN(resource -> switch (resource.type()) {
        case "aws_vpc_security_group_ingress_rule" -> {
            long port = resource.number("from_port");
            boolean single = port == resource.number("to_port")
                    && resource.text("ip_protocol").equals("tcp");
            boolean fromWorld = !(resource.text("cidr_ipv4") + resource.text("cidr_ipv6")).isEmpty();
            boolean insideNetwork = resource.module().equals("network")
                    && resource.text("cidr_ipv4").matches("(10|172|192)\\..*/(1[6-9]|2\\d)");
            yield single
                    && (insideNetwork
                            ? port == 443
                            : fromWorld
                                    ? resource.module().equals("load_balancer")
                                            && Set.of(80L, 443L).contains(port)
                                    : switch (resource.module()) {
                                        case "service" -> true;
                                        case "database" -> port == 5432;
                                        case "mysql" -> port == 3306;
                                        case "memcached" -> port == 11211;
                                        case "cache" -> port == 6379;
                                        case "search" -> port == 443;
                                        default -> false;
                                    });
        }
        case "aws_vpc_security_group_egress_rule" -> {
            long port = resource.number("from_port");
            boolean single = port == resource.number("to_port")
                    && resource.text("ip_protocol").equals("tcp");
            boolean toWorld = resource.text("cidr_ipv4").equals("0.0.0.0/0");
            yield switch (resource.module()) {
                case "service" -> toWorld || single;
                case "task", "schedule" -> toWorld;
                case "migration" -> toWorld && single && Set.of(443L, 5432L).contains(port);
                default -> false;
            };
        }
        // Rules that stand in the group itself are seen by nobody else.
        case "aws_security_group" ->
            resource.items("ingress").findAny().isEmpty()
                    && resource.items("egress").findAny().isEmpty();
        case "aws_security_group_rule" -> false;
        default -> true;
    }),

    LOGS_END(resource ->
            !resource.type().equals("aws_cloudwatch_log_group") || resource.number("retention_in_days") > 0),

    NOTHING_IS_LOST_BY_A_SLIP((resource, isProtected) -> switch (resource.type()) {
        case "aws_db_instance" ->
            resource.number("backup_retention_period") > 0
                    && resource.is("deletion_protection") == isProtected
                    && resource.is("skip_final_snapshot") != isProtected;
        case "aws_lb" -> resource.is("enable_deletion_protection") == isProtected;
        // What lies in a pipeline's goes by itself after days.
        case "aws_s3_bucket" -> resource.module().equals("pipeline") || resource.is("force_destroy") != isProtected;
        // The engine's image can be had elsewhere, and must not keep the engine from going.
        case "aws_ecr_repository" ->
            resource.is("force_delete") == (resource.module().equals("migration") || !isProtected);
        default -> true;
    }),

    /** What a trail says is believed where nobody can have changed it, and every region is in it. */
    THE_TRAIL_STAYS(resource -> switch (resource.type()) {
        case "aws_cloudtrail" ->
            resource.is("enable_log_file_validation")
                    && resource.is("is_multi_region_trail")
                    && resource.is("enable_logging");
        case "aws_s3_bucket" -> !resource.module().equals("access") || resource.is("object_lock_enabled");
        case "aws_s3_bucket_object_lock_configuration" ->
            resource.block("rule")
                            .path("default_retention")
                            .path(0)
                            .path("days")
                            .asInt(0)
                    >= 90;
        case "aws_kms_key" -> resource.is("enable_key_rotation");
        default -> true;
    }),

    TAGGED(resource -> !resource.after().has("tags")
            || (resource.after().path("tags").hasNonNull("Estate")
                    && resource.after().path("tags").hasNonNull("Environment")
                    && resource.after().path("tags").hasNonNull("ManagedBy"))),

    /** Neither the plan nor, after it, the state. */
    NO_SECRET_VALUE(resource -> List.of(
                            "password",
                            "auth_token",
                            "value",
                            "secret_string",
                            "master_password",
                            "kms_key_material",
                            "private_key")
                    .stream()
                    .filter(name -> !resource.type().equals("aws_ssm_parameter") || !name.equals("value"))
                    .noneMatch(name -> resource.after().hasNonNull(name))
            && resource.after().findValues("master_user_password").stream().allMatch(JsonNode::isNull)),

    /** A star on everything is what an auditor looks for first; a whole service needs a condition, as tags are. */
    NO_STAR_ON_EVERYTHING(resource -> resource.statements()
            .filter(statement -> words(statement.path("Resource")).contains("*"))
            .noneMatch(statement -> words(statement.path("Action")).contains("*")
                    || (words(statement.path("Action")).stream().anyMatch(action -> action.endsWith(":*"))
                            && !statement.has("Condition")
                            && !statement.has("Principal")))),

    NOTHING_RUNS_YET(resource -> switch (resource.type()) {
        case "aws_ecs_service" -> resource.number("desired_count") == 0;
        case "aws_scheduler_schedule" -> resource.text("state").equals("DISABLED");
        // Those that prove a domain are no visitor's.
        case "aws_route53_record" -> resource.module().equals("certificate");
        default -> true;
    });

    private final BiPredicate<PlannedResource, Boolean> holds;

    EstateRule(Predicate<PlannedResource> holds) {
        this((resource, isProtected) -> holds.test(resource));
    }

    EstateRule(BiPredicate<PlannedResource, Boolean> holds) {
        this.holds = holds;
    }

    /** The addresses of what breaks the rule. */
    List<String> broken(List<PlannedResource> resources, boolean isProtected) {
        return resources.stream()
                .filter(resource -> !holds.test(resource, isProtected))
                .map(PlannedResource::address)
                .toList();
    }

    private static boolean servesNothing(JsonNode action) {
        return switch (action.path("type").asString("")) {
            case "redirect" ->
                action.path("redirect").path(0).path("protocol").asString("").equals("HTTPS");
            case "fixed-response" -> true;
            default -> false;
        };
    }

    /** One word or a list of them, as both are allowed in a policy. */
    private static List<String> words(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList()
                : List.of(node.asString(""));
    }
}
