package dev.dynolift.infrastructure;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.AwsName;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.HerokuPlan;
import dev.dynolift.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code infra/heroku}: the apps as they are at Heroku, and logins to AWS for those that use it from there; on request. */
public final class HerokuFiles {

    private static final String FOLDER = "infra/heroku/";

    /** Under which name Terraform has what an audit calls so. */
    private static final Map<String, String> KINDS =
            Map.of("S3 bucket", "buckets", "SQS queue", "queues", "SNS topic", "topics", "DynamoDB table", "tables");

    private final MigrationPlan plan;
    private final Inventory inventory;
    private final List<String> notes;
    private final List<HerokuApp> apps;

    private HerokuFiles(MigrationPlan plan, Inventory inventory, List<String> notes) {
        this.plan = plan;
        this.inventory = inventory;
        this.notes = notes;
        // What is not known by its id was never seen at Heroku.
        this.apps = plan.apps().stream()
                .map(AppPlan::name)
                .flatMap(name -> inventory.app(name).stream())
                .filter(app -> app.id() != null)
                .toList();
    }

    /** None unless the plan wants them; {@code notes} takes a sentence for each thing that cannot be taken over. */
    public static List<GeneratedFile> of(MigrationPlan plan, Inventory inventory, List<String> notes) {
        if (!plan.heroku().terraform().value()) {
            return List.of();
        }
        HerokuFiles heroku = new HerokuFiles(plan, inventory, notes);
        if (heroku.apps.isEmpty()) {
            notes.add(
                    "infra/heroku was not generated: no app was read from Heroku itself. Run `dynolift audit` with a login.");
            return List.of();
        }
        return heroku.files();
    }

    private List<GeneratedFile> files() {
        List<GeneratedFile> files = new ArrayList<>();
        for (String file : List.of("heroku.tf", "variables.tf", "README.md")) {
            files.add(GeneratedFile.text(FOLDER + file, TerraformModules.heroku(file)));
        }
        ObjectNode values = JsonMapper.shared()
                .createObjectNode()
                .put("name", AwsName.of(plan.name()))
                .put("region", plan.region().value());
        apps(values.putObject("apps"));
        addons(values.putObject("addons"));
        formation(values.putObject("formation"));
        domains(values.putObject("domains"));
        if (!plan.heroku().awsUsers().value().isEmpty()) {
            users(values);
            files.add(GeneratedFile.text(FOLDER + "aws.tf", TerraformModules.heroku("aws.tf")));
            files.add(new GeneratedFile(FOLDER + "new-aws-key.sh", TerraformModules.heroku("new-aws-key.sh"), true));
        }
        files.add(GeneratedFile.text(FOLDER + "terraform.tfvars.json", TerraformValues.text(values)));
        StateFiles.backend(plan, "heroku", EnvironmentEstate.of(plan).get(0).account())
                .ifPresent(files::add);
        return files;
    }

    private void apps(ObjectNode node) {
        for (HerokuApp app : apps) {
            ObjectNode values = node.putObject(app.name())
                    .put("id", app.id())
                    .put("region", Objects.requireNonNullElse(app.region(), "us"))
                    .put("acm", app.acm());
            // The newer generation has neither stack nor buildpacks of its own.
            if (app.stack() != null && !"fir".equals(app.generation())) {
                values.put("stack", app.stack());
            }
            if (app.space() != null) {
                values.put("space", app.space());
            }
            if (app.team() != null) {
                values.put("team", app.team());
            }
        }
    }

    private void addons(ObjectNode node) {
        for (Addon addon : inventory.addons()) {
            addon(node, addon.name(), addon.billingApp(), addon.service() + ":" + addon.plan(), addon.id());
        }
        for (Database database : inventory.databases()) {
            addon(node, database.addon(), database.billingApp(), "heroku-postgresql:" + database.plan(), database.id());
        }
        for (KeyValueStore store : inventory.keyValueStores()) {
            addon(node, store.addon(), store.billingApp(), "heroku-redis:" + store.plan(), store.id());
        }
    }

    private void addon(ObjectNode node, String name, String app, String planName, String id) {
        if (apps.stream().anyMatch(known -> known.name().equals(app))) {
            node.putObject(name).put("app", app).put("plan", planName).put("id", id);
        }
    }

    private void formation(ObjectNode node) {
        for (HerokuApp app : apps) {
            app.processes().stream()
                    .filter(process -> process.source().equals("formation") && process.size() != null)
                    .forEach(process -> node.putObject(app.name() + "/" + process.type())
                            .put("app", app.name())
                            .put("type", process.type())
                            .put("quantity", process.quantity())
                            .put("size", process.size()));
        }
    }

    private void domains(ObjectNode node) {
        inventory.domains().stream()
                .filter(domain -> domain.custom()
                        && apps.stream().anyMatch(app -> app.name().equals(domain.app())))
                .forEach(domain -> node.putObject(domain.hostname()).put("app", domain.app()));
    }

    private void users(ObjectNode values) {
        Optional.ofNullable(inventory.surroundings().aws())
                .map(AwsAccount::id)
                .ifPresent(id -> values.put("account_id", id));
        ObjectNode users = values.putObject("aws_users");
        for (String app : plan.heroku().awsUsers().value()) {
            Map<String, List<String>> used = new TreeMap<>();
            HerokuPlan.used(app, inventory).forEach(resource -> used.computeIfAbsent(
                            Objects.requireNonNull(KINDS.get(resource.kind())), kind -> new ArrayList<>())
                    .add(resource.name()));
            if (used.isEmpty()) {
                notes.add("The IAM user of " + app
                        + " was not generated: no setting leads to a bucket, queue, topic or table"
                        + " of the AWS account that was audited.");
                continue;
            }
            ObjectNode user = users.putObject(app);
            used.forEach((kind, names) -> names.stream().distinct().sorted().forEach(user.withArray(kind)::add));
        }
    }
}
