package dev.dynolift.infrastructure;

import dev.dynolift.error.Spelling;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.AwsName;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.DataPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanCheck;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code imports.tf}, which Terragrunt, too, takes from a unit's folder: what the account already has under a name of the
 * estate's, and Terraform is to take over in place of failing to make it. By the words in which an audit tells it: "RDS instance crema-production-main".
 */
public final class ImportBlocks {

    private static final String COMMENT = """
            # What the account has already, and plan.yaml imports: Terraform takes it over and makes it what this environment
            # says; `terraform plan` shows beforehand how. After the apply these blocks have done their work.
            """;

    private static final String LOG_GROUP = "log group ";
    private static final String ROLE = "IAM role ";

    private final EnvironmentEstate estate;
    private final Map<String, Importable> importable = new TreeMap<>();

    private ImportBlocks(EnvironmentEstate estate) {
        this.estate = estate;
    }

    /**
     * One thing that can be taken over.
     *
     * @param address where Terraform has it: {@code module.cluster.aws_ecs_cluster.this}
     * @param id by which AWS knows it
     */
    public record Importable(String address, String id) {

        private static final Pattern DATA =
                Pattern.compile("module\\.(database|mysql|cache|memcached|search)\\[\"([^\"]+)\"]\\.(.*)");

        /** The folder of the unit that makes it in a tree, with a slash at its end: {@code database/main/}. */
        String unit() {
            Matcher data = DATA.matcher(address);
            return data.matches() ? data.group(1) + "/" + data.group(2) + "/" : "apps/";
        }

        /** Where that unit has it: the modules of data are units themselves. */
        String addressInUnit() {
            Matcher data = DATA.matcher(address);
            return data.matches() ? data.group(3) : address;
        }
    }

    /** The environment's file; in a tree of units one for each that takes something over. None when nothing is. */
    public static List<GeneratedFile> files(EnvironmentEstate estate) {
        List<String> wanted = estate.environment().imports().value();
        boolean units = estate.plan().layout().value() == MigrationPlan.Layout.TERRAGRUNT;
        Map<String, StringBuilder> texts = new TreeMap<>();
        importable(estate).forEach((name, thing) -> {
            if (wanted.contains(name)) {
                texts.computeIfAbsent(units ? thing.unit() : "", unit -> new StringBuilder(COMMENT))
                        .append("\nimport {\n  to = ")
                        .append(units ? thing.addressInUnit() : thing.address())
                        .append("\n  id = \"")
                        .append(thing.id())
                        .append("\"\n}\n");
            }
        });
        return texts.entrySet().stream()
                .map(text -> GeneratedFile.text(
                        "infra/" + estate.environmentName() + "/" + text.getKey() + "imports.tf",
                        text.getValue().toString()))
                .toList();
    }

    /** Refuses to import what an environment does not have. */
    public static void check(MigrationPlan plan, PlanCheck.Refusals refusals) {
        EnvironmentEstate.of(plan).forEach(estate -> check(estate, refusals));
    }

    private static void check(EnvironmentEstate estate, PlanCheck.Refusals refusals) {
        Map<String, Importable> importable = importable(estate);
        for (String name : estate.environment().imports().value()) {
            if (!importable.containsKey(name)) {
                refusals.add(
                        estate.environment().name(),
                        "imports",
                        "it imports `" + name
                                + "`, and makes nothing that is called so and can be imported by its name",
                        Spelling.nearest(name, importable.keySet())
                                .map(near -> "Did you mean `" + near + "`?")
                                .orElse("Take it out of `imports` in plan.yaml."));
            }
        }
    }

    /** All that could be imported, by its kind and name. What AWS knows by another identifier than its name is not in it. */
    public static Map<String, Importable> importable(EnvironmentEstate estate) {
        ImportBlocks blocks = new ImportBlocks(estate);
        blocks.collect();
        return blocks.importable;
    }

    private void collect() {
        String name = estate.name();
        add("ECS cluster ", name, "module.cluster.aws_ecs_cluster.this");
        add(LOG_GROUP, "/ecs/" + name + "/sessions", "module.cluster.aws_cloudwatch_log_group.sessions");
        estate.apps().forEach((component, app) -> {
            add("ECR repository ", name + "/" + component, "module.cluster.aws_ecr_repository.this" + key(component));
            app.services()
                    .forEach(service -> definition(
                            estate.serviceName(app, service),
                            "module.service" + key(component + "-" + EnvironmentEstate.process(service))));
            String prefix = component + "-" + estate.environmentName();
            definition(prefix + "-run", "module.task" + key(component));
            if (!app.scheduledJobs().isEmpty()) {
                String module = "module.schedule" + key(component);
                definition(prefix + "-schedule", module);
                add(ROLE, prefix + "-schedule-scheduler", module + ".aws_iam_role.scheduler");
            }
        });
        estate.databases().forEach(database -> instance("module.database", database, List.of("postgresql", "upgrade")));
        estate.mysqlDatabases().forEach(database -> instance("module.mysql", database, List.of("error", "slowquery")));
        estate.caches().forEach(cache -> {
            String module = "module.cache" + key(estate.dataKey(cache.name()));
            String group = AwsName.ofCache(estate.dataName(cache.name()));
            add("ElastiCache group ", group, module + ".aws_elasticache_replication_group.this");
        });
        estate.memcaches().forEach(memcached -> {
            String module = "module.memcached" + key(estate.dataKey(memcached.name()));
            String cluster = AwsName.ofCache(estate.dataName(memcached.name()));
            add("memcached cluster ", cluster, module + ".aws_elasticache_cluster.this");
        });
        estate.searches().forEach(search -> {
            String module = "module.search" + key(estate.dataKey(search.name()));
            String domain = AwsName.ofSearch(estate.dataName(search.name()));
            add("OpenSearch domain ", domain, module + ".aws_opensearch_domain.this");
        });
    }

    private void instance(String modules, DataPlan database, List<String> logs) {
        String identifier = estate.dataName(database.name());
        String module = modules + key(estate.dataKey(database.name()));
        add("RDS instance ", identifier, module + ".aws_db_instance.this");
        for (String log : logs) {
            String group = "/aws/rds/instance/" + identifier + "/" + log;
            add(LOG_GROUP, group, module + ".aws_cloudwatch_log_group.this" + key(log));
        }
    }

    /** What services, tasks and schedules share. */
    private void definition(String name, String module) {
        String inside = module + ".module.task_definition.";
        add(LOG_GROUP, "/ecs/" + name, inside + "aws_cloudwatch_log_group.this");
        add(ROLE, name + "-execution", inside + "aws_iam_role.execution");
        add(ROLE, name + "-task", inside + "aws_iam_role.task");
    }

    private void add(String kind, String name, String address) {
        importable.put(kind + name, new Importable(address, name));
    }

    private static String key(String name) {
        return "[\"" + name + "\"]";
    }
}
