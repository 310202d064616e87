package dev.dynolift.infrastructure;

import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.Alarms;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.Certificates;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MemcachedPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.MysqlPlan;
import dev.dynolift.plan.ScheduledJobPlan;
import dev.dynolift.plan.SearchPlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.words.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan would create on AWS, for reports and for people who want to know before they apply. Derived from the plan
 * alone; the counts are those of the Terraform modules, which a test holds them to.
 *
 * @param counts how many of each kind, in the order in which one would tell it: "ECS service" 3
 * @param lines one sentence without a full stop for each thing that matters, environment by environment
 */
public record EstateSummary(Map<Kind, Integer> counts, List<String> lines) {

    /** A kind of resource that people know by name. */
    public enum Kind {
        NETWORK("network (VPC)", "aws_vpc"),
        SUBNET("subnet", "aws_subnet"),
        NAT_GATEWAY("NAT gateway", "aws_nat_gateway"),
        LOAD_BALANCER("load balancer", "aws_lb"),
        TARGET_GROUP("target group", "aws_lb_target_group"),
        CERTIFICATE("certificate", "aws_acm_certificate"),
        ZONE("DNS zone", "aws_route53_zone"),
        CLUSTER("ECS cluster", "aws_ecs_cluster"),
        REPOSITORY("image repository", "aws_ecr_repository"),
        FIREWALL("firewall", "aws_wafv2_web_acl"),
        ENDPOINT("endpoint of AWS's", "aws_vpc_endpoint"),
        SERVICE("ECS service", "aws_ecs_service"),
        TASK_DEFINITION("task definition", "aws_ecs_task_definition"),
        SCHEDULE("schedule", "aws_scheduler_schedule"),
        LOG_FORWARDER("log forwarder", "aws_cloudformation_stack"),
        QUEUE("queue for what failed", "aws_sqs_queue"),
        BUCKET("bucket", "aws_s3_bucket"),
        DISTRIBUTION("CloudFront distribution", "aws_cloudfront_distribution"),
        DATABASE("RDS database", "aws_db_instance"),
        CACHE("ElastiCache group", "aws_elasticache_replication_group"),
        MEMCACHED("memcached cluster", "aws_elasticache_cluster"),
        SEARCH("OpenSearch domain", "aws_opensearch_domain"),
        PARAMETER("parameter", "aws_ssm_parameter"),
        SECRET("secret", "aws_secretsmanager_secret"),
        ROLE("IAM role", "aws_iam_role"),
        SECURITY_GROUP("security group", "aws_security_group"),
        KEY("encryption key", "aws_kms_key"),
        TRAIL("trail", "aws_cloudtrail"),
        LOG_GROUP("log group", "aws_cloudwatch_log_group"),
        ALARM("alarm", "aws_cloudwatch_metric_alarm"),
        DASHBOARD("dashboard", "aws_cloudwatch_dashboard");

        private final String word;
        private final String terraformType;

        Kind(String word, String terraformType) {
            this.word = word;
            this.terraformType = terraformType;
        }

        /** The kind's name, in the singular. */
        public String word() {
            return word;
        }

        /** The type by which Terraform knows it. */
        public String terraformType() {
            return terraformType;
        }
    }

    public EstateSummary {
        lines = List.copyOf(lines);
    }

    /** How many resources of these kinds there would be; rules, routes and policies are not among them. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The summary of a whole plan. */
    public static EstateSummary of(MigrationPlan plan) {
        Map<Kind, Integer> counts = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        List<String> lines = new ArrayList<>();
        for (EnvironmentEstate estate : EnvironmentEstate.of(plan)) {
            count(estate, counts);
            tell(estate, lines);
        }
        counts.values().removeIf(count -> count == 0);
        return new EstateSummary(Collections.unmodifiableMap(counts), lines);
    }

    private static void count(EnvironmentEstate estate, Map<Kind, Integer> counts) {
        EnvironmentPlan environment = estate.environment();
        add(counts, Kind.CLUSTER, 1);
        add(counts, Kind.LOG_GROUP, 1);
        int targets = 0;
        for (AppPlan app : estate.apps().values()) {
            int services = app.services().size();
            int jobs = app.scheduledJobs().size();
            targets += (int) app.services().stream()
                    .filter(service -> service.web().isPresent())
                    .count();
            // Each service, the one-off task and the family of the jobs have a definition, a log, a group and two
            // roles.
            int definitions = services + 1 + (jobs > 0 ? 1 : 0);
            add(counts, Kind.REPOSITORY, 1);
            add(counts, Kind.SERVICE, services);
            add(counts, Kind.TASK_DEFINITION, definitions);
            add(counts, Kind.SECURITY_GROUP, definitions);
            add(counts, Kind.LOG_GROUP, definitions);
            add(counts, Kind.ROLE, 2 * definitions + (jobs > 0 ? 1 : 0));
            add(counts, Kind.SCHEDULE, jobs);
            add(counts, Kind.QUEUE, jobs > 0 ? 1 : 0);
            // Two more say what a deploy changes, and what the last one planned.
            add(counts, Kind.PARAMETER, (int) estate.stored(app, "parameter") + 2);
            DeploymentValues.count(app, counts);
            LogDrainSteps.count(app, counts);
            add(counts, Kind.SECRET, (int) estate.stored(app, "secret"));
        }
        int served = estate.sites().size()
                + (int) estate.apps().values().stream()
                        .filter(app -> app.image().usesCdn())
                        .count();
        for (AppPlan site : estate.sites().values()) {
            // It says what a deploy changes.
            add(counts, Kind.PARAMETER, 1);
            DeploymentValues.count(site, counts);
        }
        add(counts, Kind.BUCKET, served);
        add(counts, Kind.DISTRIBUTION, served);
        int balancers = targets > 0 ? 1 : 0;
        add(counts, Kind.LOAD_BALANCER, balancers);
        NetworkSummary.count(estate, balancers > 0, counts);
        add(counts, Kind.TARGET_GROUP, targets);
        add(
                counts,
                Kind.CERTIFICATE,
                Certificates.of(estate.plan(), environment).names().size()
                        + Certificates.ofSites(estate.plan(), environment));
        add(counts, Kind.ZONE, (int) newZones(estate).count());
        int databases = estate.databases().size() + estate.mysqlDatabases().size();
        int caches = estate.caches().size();
        int memcaches = estate.memcaches().size();
        add(counts, Kind.DATABASE, databases);
        add(counts, Kind.CACHE, caches);
        add(counts, Kind.MEMCACHED, memcaches);
        // Each has a group, a log, and a role that keeps the administrator's place.
        int searches = estate.searches().size();
        for (Kind kind : List.of(Kind.SEARCH, Kind.SECURITY_GROUP, Kind.LOG_GROUP, Kind.ROLE)) {
            add(counts, kind, searches);
        }
        // A database exports two logs.
        add(counts, Kind.LOG_GROUP, 2 * databases);
        add(counts, Kind.SECURITY_GROUP, balancers + databases + caches + memcaches);
        int moved = estate.moved().size();
        int engines = moved > 0 ? 1 : 0;
        add(counts, Kind.REPOSITORY, engines);
        add(counts, Kind.TASK_DEFINITION, engines);
        add(counts, Kind.SECURITY_GROUP, engines);
        add(counts, Kind.LOG_GROUP, engines);
        add(counts, Kind.ROLE, 2 * engines);
        // Each database has two URLs.
        add(counts, Kind.SECRET, 2 * moved);
        add(counts, Kind.ALARM, Alarms.of(estate.plan(), environment).alarms());
        add(counts, Kind.DASHBOARD, estate.runs() ? 1 : 0);
        AccessValues.count(estate, counts);
    }

    private static Stream<String> newZones(EnvironmentEstate estate) {
        return estate.allDomains().stream()
                .filter(domain -> domain.dns().value() == DnsManagement.ROUTE53_NEW)
                .map(domain -> domain.zone().value())
                .distinct();
    }

    private static void add(Map<Kind, Integer> counts, Kind kind, int count) {
        counts.merge(kind, count, Integer::sum);
    }

    private static void tell(EnvironmentEstate estate, List<String> lines) {
        EnvironmentPlan environment = estate.environment();
        String in = environment.name() + ": ";
        NetworkSummary.tell(estate, estate.defaultService().isPresent(), in, lines);
        Certificates.of(estate.plan(), environment)
                .names()
                .forEach((certificate, names) -> lines.add(in + "a certificate for " + String.join(", ", names)));
        newZones(estate).forEach(zone -> lines.add(in + "the DNS zone " + zone));
        for (Map.Entry<String, AppPlan> entry : estate.apps().entrySet()) {
            AppPlan app = entry.getValue();
            for (ServicePlan service : app.services()) {
                lines.add(in + "service " + estate.serviceName(app, service) + ", "
                        + Counted.of(service.count().value(), "task") + " of "
                        + Words.size(service.cpu().value(), service.memoryMib().value()) + ": "
                        + (service.command().value().isBlank()
                                ? "what its image starts"
                                : service.command().value()));
            }
            app.release()
                    .ifPresent(release -> lines.add(in + "a release task of " + entry.getKey() + " before each deploy: "
                            + release.command().value()));
            DeploymentValues.line(entry.getKey(), app).ifPresent(line -> lines.add(in + line));
            for (ScheduledJobPlan job : app.scheduledJobs()) {
                lines.add(in + "schedule " + job.name() + ", " + job.schedule().value() + " "
                        + job.timeZone().value()
                        + (job.enabled().value() ? ", asleep until the cutover: " : ", switched off: ")
                        + job.command().value());
            }
            LogDrainSteps.line(entry.getKey(), app).ifPresent(line -> lines.add(in + line));
            if (app.image().usesCdn()) {
                lines.add(in + "CloudFront in front of a private bucket for the static files of " + entry.getKey()
                        + ", which every build uploads and none deletes");
            }
            long parameters = estate.stored(app, "parameter");
            long secrets = estate.stored(app, "secret");
            if (parameters + secrets > 0) {
                lines.add(in
                        + Stream.of(
                                        parameters == 0 ? "" : Counted.of(parameters, "parameter"),
                                        secrets == 0 ? "" : Counted.of(secrets, "secret"))
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining(" and "))
                        + " for the settings of " + entry.getKey() + ", by name; values are put in by API");
            }
        }
        for (Map.Entry<String, AppPlan> entry : estate.sites().entrySet()) {
            lines.add(in + "site " + entry.getKey() + "-" + estate.environmentName()
                    + ": a private bucket with CloudFront in front of it, empty until the first deploy");
            DeploymentValues.line(entry.getKey(), entry.getValue()).ifPresent(line -> lines.add(in + line));
        }
        for (DatabasePlan database : estate.databases()) {
            lines.add(in + "database " + estate.dataName(database.name()) + ": PostgreSQL "
                    + database.engineMajor().value() + " on "
                    + database.instanceClass().value() + " with "
                    + database.storageGb().value() + " GB"
                    + (database.multiAz().value() ? " and a standby in another zone" : ""));
        }
        for (MysqlPlan database : estate.mysqlDatabases()) {
            lines.add(in + "database " + estate.dataName(database.name()) + ": MySQL "
                    + database.engineVersion().value() + " on "
                    + database.instanceClass().value() + " with "
                    + database.storageGb().value() + " GB"
                    + (database.multiAz().value() ? " and a standby in another zone" : "")
                    + ", empty until you move its data");
        }
        List<String> moved = estate.moved().stream()
                .map(database -> estate.dataKey(database.name()))
                .toList();
        if (!moved.isEmpty()) {
            lines.add(in + "a task of dynolift's engine for as long as data is moved, which reaches the "
                    + (moved.size() == 1 ? "database " : "databases ") + String.join(", ", moved)
                    + " and nothing else");
        }
        for (CachePlan cache : estate.caches()) {
            int replicas = cache.replicas().value();
            lines.add(in + "cache " + estate.dataName(cache.name()) + ": Valkey "
                    + cache.engineVersion().value() + " on " + cache.nodeType().value()
                    + (replicas > 0 ? " with " + Counted.of(replicas, "replica") : "")
                    + (estate.secrets(cache).isEmpty() ? "" : "; infra/cache-login.sh gives it a login"));
        }
        for (MemcachedPlan memcached : estate.memcaches()) {
            lines.add(in + "cache " + estate.dataName(memcached.name()) + ": memcached on "
                    + Counted.of(memcached.nodes().value(), "node") + " of "
                    + memcached.nodeType().value() + ", without a login");
        }
        for (SearchPlan search : estate.searches()) {
            lines.add(in + "search domain " + estate.dataName(search.name()) + ": "
                    + search.engineVersion().value().replace('_', ' ') + " on "
                    + Counted.of(search.nodes().value(), "node") + " of "
                    + search.instanceType().value() + ", empty until the app indexes anew");
        }
        List<String> imports = environment.imports().value();
        if (!imports.isEmpty()) {
            lines.add(in + "taken over, as the account has it already: " + String.join(", ", imports));
        }
        OwnKey.line(estate).ifPresent(line -> lines.add(in + line));
        AccessValues.line(estate).ifPresent(line -> lines.add(in + line));
        if (!estate.runs()) {
            return;
        }
        String address = environment.alarmAddress().value();
        lines.add(in + Counted.of(Alarms.of(estate.plan(), environment).alarms(), "alarm")
                + (address.isEmpty() ? " that nobody is told of yet" : ", told to " + address) + ", and a dashboard");
    }
}
