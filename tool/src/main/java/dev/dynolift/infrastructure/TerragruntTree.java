package dev.dynolift.infrastructure;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.AwsName;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.StatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The estate as a tree of units that Terragrunt joins: hand-written {@code terragrunt.hcl} files, each beside the values of
 * its unit. What is named on AWS is called as in the layout without units.
 */
public final class TerragruntTree {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final EnvironmentEstate estate;
    private final ObjectNode values;
    private final List<GeneratedFile> files = new ArrayList<>();
    private final ArrayNode dataUnits = JSON.createArrayNode();

    private TerragruntTree(EnvironmentEstate estate, ObjectNode values) {
        this.estate = estate;
        this.values = values;
    }

    /** What all environments have in common. */
    public static List<GeneratedFile> root(MigrationPlan plan) {
        List<GeneratedFile> files = new ArrayList<>(TerraformModules.estate());
        ObjectNode estate =
                JSON.createObjectNode().put("state_region", plan.region().value());
        boolean inCloud = plan.state().place().value() == StatePlan.Place.TERRAFORM_CLOUD;
        if (inCloud) {
            estate.put("name", AwsName.of(plan.name()))
                    .put("organization", plan.state().organization().value());
        }
        files.add(GeneratedFile.text("infra/root.hcl", TerraformModules.unit(inCloud ? "root_cloud" : "root")));
        files.add(GeneratedFile.text("infra/estate.json", TerraformValues.text(estate)));
        return files;
    }

    /** The units of one environment. */
    public static List<GeneratedFile> environment(EnvironmentEstate estate, Inventory inventory) {
        TerragruntTree tree = new TerragruntTree(estate, TerraformValues.of(estate, inventory));
        tree.collect();
        return tree.files;
    }

    private void collect() {
        ObjectNode place =
                JSON.createObjectNode().put("region", region()).put("state_bucket", StateFiles.bucket(estate));
        // From the environment's folder.
        place.put(
                "network",
                estate.environment().sharesNetwork()
                        ? "../" + estate.network().environmentName() + "/network"
                        : "network");
        ArrayNode accounts = place.putArray("accounts");
        if (!estate.account().isEmpty()) {
            accounts.add(estate.account());
        }
        files.add(GeneratedFile.text(
                "infra/" + estate.environmentName() + "/environment.json", TerraformValues.text(place)));
        if (!estate.hasNetwork()) {
            unit("apps", "sites", values);
            return;
        }
        ObjectNode network = taken("network");
        if (!estate.environment().sharesNetwork()) {
            unit(
                    "network",
                    "network",
                    encrypted(named(network)
                            .put("region", region())
                            .put(
                                    "log_retention_days",
                                    values.path("log_retention_days").asInt())));
        }
        ObjectNode watched = named(JSON.createObjectNode()).put("region", region());
        watched.set("addresses", taken("alarms").path("addresses"));
        ObjectNode databases = watched.putObject("databases");
        data("database", taken("databases"), databases);
        data("mysql", taken("mysql_databases"), databases);
        data("cache", taken("caches"), watched.putObject("caches"));
        data("memcached", taken("memcaches"), watched.putObject("memcaches"));
        ObjectNode alarms = JSON.createObjectNode();
        data("search", taken("searches"), alarms.putObject("searches"));
        alarms.set("inputs", watched);
        alarms.set("data_units", dataUnits);
        values.putNull("alarms");
        unit("apps", "apps", values);
        unit("alarms", "alarms", alarms);
    }

    private void data(String module, ObjectNode things, ObjectNode watched) {
        for (Map.Entry<String, JsonNode> entry : things.properties()) {
            String key = entry.getKey();
            ObjectNode thing = (ObjectNode) entry.getValue();
            String name = name(module, estate.name() + "-" + key);
            switch (module) {
                case "database", "mysql" ->
                    watched.putObject(key)
                            .put("identifier", name)
                            .put("engine", module.equals("mysql") ? "mysql" : "postgres")
                            .setAll(thing.deepCopy().retain("instance_class", "storage_gib"));
                case "cache" ->
                    watched.putObject(key)
                            .put("replication_group_id", name)
                            .setAll(thing.deepCopy().retain("nodes"));
                case "memcached" -> watched.put(key, name);
                default ->
                    watched.putObject(key)
                            .put("domain", name)
                            .setAll(thing.deepCopy().retain("storage_gib"));
            }
            ObjectNode unit = JSON.createObjectNode().put("module", module).put("key", key);
            unit.set("apps", thing.remove("apps"));
            unit.set("inputs", kept(module, tagged(thing.put("name", name))));
            unit(module + "/" + key, "data", unit);
            dataUnits.add("../" + module + "/" + key);
        }
    }

    /** What a `terraform destroy` has to leave, as the estate tells its modules. */
    private ObjectNode kept(String module, ObjectNode inputs) {
        boolean isProtected = estate.environment().deletionProtection().value();
        switch (module) {
            case "database", "mysql" ->
                inputs.put("deletion_protection", isProtected).put("skip_final_snapshot", !isProtected);
            case "cache" -> inputs.put("final_snapshot", isProtected);
            default -> {
                // Nothing in it that cannot be made again.
            }
        }
        if (!module.equals("memcached")) {
            encrypted(inputs);
        }
        if (module.equals("search") && inputs.has("kms_key_arn")) {
            inputs.set("log_kms_key_arn", inputs.path("kms_key_arn"));
        }
        return module.equals("cache") || module.equals("memcached")
                ? inputs
                : inputs.put(
                        "log_retention_days",
                        estate.environment().logRetentionDays().value());
    }

    /** By a key of the user's, if there is one. */
    private ObjectNode encrypted(ObjectNode inputs) {
        if (values.has("kms_key_arn")) {
            inputs.set("kms_key_arn", values.path("kms_key_arn"));
        }
        return inputs;
    }

    private static String name(String module, String name) {
        return switch (module) {
            case "cache", "memcached" -> AwsName.ofCache(name);
            case "search" -> AwsName.ofSearch(name);
            default -> name;
        };
    }

    private ObjectNode named(ObjectNode inputs) {
        return tagged(inputs.put("name", estate.name()));
    }

    private ObjectNode tagged(ObjectNode inputs) {
        inputs.putObject("tags")
                .put("Estate", estate.name())
                .put("Environment", estate.environmentName())
                .put("ManagedBy", "terraform");
        return inputs;
    }

    private ObjectNode taken(String part) {
        return (ObjectNode) values.remove(part);
    }

    private String region() {
        return estate.region();
    }

    private void unit(String folder, String written, ObjectNode unitValues) {
        String path = "infra/" + estate.environmentName() + "/" + folder + "/";
        files.add(GeneratedFile.text(path + "terragrunt.hcl", TerraformModules.unit(written)));
        files.add(GeneratedFile.text(path + "values.json", TerraformValues.text(unitValues)));
    }
}
