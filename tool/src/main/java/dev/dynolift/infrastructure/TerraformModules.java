package dev.dynolift.infrastructure;

import dev.dynolift.manifest.GeneratedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hand-written Terraform modules, which the program carries along, as files of a workspace. Nothing in them is
 * filled in; only the place of the modules is other than in dynolift's own repository.
 */
public final class TerraformModules {

    /** Every module but {@code estate}, which is each environment's own folder, and {@code state}, which has one. */
    public static final List<String> NAMES = List.of(
            "access",
            "access_logs",
            "alarms",
            "cache",
            "certificate",
            "cluster",
            "database",
            "deployment",
            "dns",
            "existing_network",
            "firewall",
            "heroku_user",
            "load_balancer",
            "log_drain",
            "memcached",
            "migration",
            "mysql",
            "network",
            "parameters",
            "pipeline",
            "schedule",
            "search",
            "service",
            "site_deployment",
            "static_site",
            "task",
            "task_definition");

    private static final List<String> FILES =
            List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md");

    private static final List<String> ESTATE = List.of(
            "main.tf",
            "network.tf",
            "access.tf",
            "load_balancer.tf",
            "domains.tf",
            "processes.tf",
            "settings.tf",
            "log_drains.tf",
            "sites.tf",
            "assets.tf",
            "databases.tf",
            "migration.tf",
            "deployment.tf",
            "alarms.tf",
            "variables.tf",
            "outputs.tf",
            "versions.tf");

    /** What some have besides. */
    private static final Map<String, List<String>> MORE = Map.of(
            "access",
            List.of("permissions.tf", "sessions.tf", "trail.tf", "database_logins.sql"),
            "alarms",
            List.of("dashboard.tf", "events.tf"),
            "log_drain",
            List.of("forward.py"),
            "network",
            List.of("flow_logs.tf"),
            "static_site",
            List.of("routes.js"),
            "pipeline",
            List.of("codepipeline.tf"));

    private TerraformModules() {}

    /** The modules under {@code infra/modules}. */
    public static List<GeneratedFile> files() {
        List<GeneratedFile> files = new ArrayList<>();
        for (String module : NAMES) {
            List<String> names = new ArrayList<>(FILES);
            names.addAll(MORE.getOrDefault(module, List.of()));
            for (String file : names) {
                files.add(GeneratedFile.text("infra/modules/" + module + "/" + file, text(module + "/" + file)));
            }
        }
        return files;
    }

    /** The files, values aside, of the folder of one environment. */
    public static List<GeneratedFile> environment(String environment) {
        List<GeneratedFile> files = new ArrayList<>();
        for (String file : ESTATE) {
            String text = text("estate/" + file).replaceAll("(?m)^(  source +=) \"\\.\\./", "$1 \"../modules/");
            files.add(GeneratedFile.text("infra/" + environment + "/" + file, text));
        }
        files.add(GeneratedFile.text("infra/" + environment + "/provider.tf", text("estate/provider.tf")));
        return files;
    }

    /** The folder of the bucket for states. */
    static List<GeneratedFile> state(String folder) {
        List<GeneratedFile> files = new ArrayList<>();
        for (String file :
                List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "provider.tf", "README.md")) {
            files.add(GeneratedFile.text("infra/" + folder + "/" + file, text("state/" + file)));
        }
        return files;
    }

    /** A file of the folder for what runs at Heroku. */
    static String heroku(String file) {
        return text("estate/heroku/" + file);
    }

    /** The estate as a module among the others, for a tree of units; whoever takes it brings the provider. */
    static List<GeneratedFile> estate() {
        List<GeneratedFile> files = new ArrayList<>();
        for (String file : ESTATE) {
            files.add(GeneratedFile.text("infra/modules/estate/" + file, text("estate/" + file)));
        }
        return files;
    }

    /** A hand-written unit of Terragrunt's. */
    static String unit(String name) {
        return text("estate/terragrunt/" + name + ".hcl");
    }

    static String text(String file) {
        try (InputStream stream = TerraformModules.class.getResourceAsStream("terraform/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("the program does not carry the Terraform file " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
