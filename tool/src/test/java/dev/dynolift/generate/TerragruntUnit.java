package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One unit of a tree as Terragrunt would run it, for want of Terragrunt: its expressions are worked out by Terraform itself,
 * which has the same language; its inputs are given to a copy of its module, beside the provider that root.hcl generates.
 */
record TerragruntUnit(Path folder) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^(\\w+)(?: \"(\\w+)\")? \\{\\R(.*?)^}$");
    private static final Pattern INPUTS = Pattern.compile("(?ms)^inputs = (.*)\\z");
    private static final Pattern PROVIDER = Pattern.compile("(?s)contents += <<-EOF\\R(.*?)\\n +EOF");
    private static final String ACCOUNT = "123456789012";

    /** All units below a folder. */
    static List<TerragruntUnit> below(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("terragrunt.hcl"))
                    .map(file -> new TerragruntUnit(file.getParent()))
                    .sorted((left, right) -> left.folder.compareTo(right.folder))
                    .toList();
        }
    }

    /** Where the units are that this one reads, by what it calls them; those that it only comes after have their path. */
    Map<String, TerragruntUnit> dependencies() throws IOException {
        Map<String, TerragruntUnit> dependencies = new LinkedHashMap<>();
        for (Block block : blocks()) {
            if (block.kind.equals("dependency")) {
                dependencies.put(
                        block.name,
                        at(attribute(block.body, "config_path")
                                .replace("\"", "")
                                .replace(
                                        "${local.place.network}",
                                        place().path("network").asString())));
            }
        }
        JsonNode values = values();
        values.path("data_units").forEach(path -> dependencies.put(path.asString(), at(path.asString())));
        return dependencies;
    }

    /** What environment.json says of the environment that the unit is in. */
    private JsonNode place() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(placeFile()));
    }

    private Path placeFile() {
        Path above = folder;
        while (!Files.exists(above.resolve("environment.json"))) {
            above = above.getParent();
        }
        return above.resolve("environment.json");
    }

    private TerragruntUnit at(String path) {
        return new TerragruntUnit(folder.resolve(path).normalize());
    }

    /** The folder of its module. */
    Path source() throws IOException {
        String module = values().path("module").asString("");
        String source =
                block("terraform").map(block -> attribute(block.body, "source")).orElseThrow();
        return folder.resolve(source.replace("\"", "")
                        .replace("${local.values.module}", module)
                        .replace("//", "/"))
                .normalize();
    }

    /**
     * Its module ready for Terraform in a place of its own.
     *
     * @param outputs of the units that it reads, by what it calls them; for others their mock outputs are taken
     */
    Path prepared(Path place, Map<String, JsonNode> outputs) throws IOException {
        JsonNode inputs = inputs(place.resolve("expressions"), outputs);
        Path modules = source().getParent();
        TerraformCommand.copy(modules, place.resolve("modules"));
        Path module = place.resolve("modules").resolve(modules.relativize(source()));
        Path infra = modules.getParent();
        Matcher provider = PROVIDER.matcher(Files.readString(infra.resolve("root.hcl")));
        assertThat(provider.find()).isTrue();
        JsonNode environment = place();
        Files.writeString(
                module.resolve("provider.tf"),
                provider.group(1)
                                .replace(
                                        "${local.environment.region}",
                                        environment.path("region").asString())
                                .replace(
                                        "${jsonencode(local.environment.accounts)}",
                                        environment.path("accounts").toString())
                        + "\n");
        Files.writeString(module.resolve("terraform.tfvars.json"), inputs.toString());
        Path imports = folder.resolve("imports.tf");
        if (Files.exists(imports)) {
            // Terragrunt copies what lies in a unit's folder to the module.
            Files.copy(imports, module.resolve("imports.tf"));
        }
        return module;
    }

    private JsonNode inputs(Path place, Map<String, JsonNode> outputs) throws IOException {
        Files.createDirectories(place);
        StringBuilder text = new StringBuilder("locals {\n");
        block("locals").ifPresent(block -> text.append(block.body));
        text.append("  dependency = {\n");
        for (Block block : blocks()) {
            if (block.kind.equals("dependency")) {
                JsonNode real = outputs.get(block.name);
                String value = real == null
                        ? attribute(block.body, "mock_outputs")
                        : "jsondecode(file(\"" + block.name + ".json\"))";
                if (real != null) {
                    Files.writeString(place.resolve(block.name + ".json"), real.toString());
                }
                text.append("    ")
                        .append(block.name)
                        .append(" = { outputs = ")
                        .append(value)
                        .append(" }\n");
            }
        }
        Matcher inputs = INPUTS.matcher(text());
        assertThat(inputs.find()).as(folder.toString()).isTrue();
        text.append("  }\n  inputs = ")
                .append(inputs.group(1))
                .append("}\noutput \"inputs\" { value = local.inputs }\n");
        Files.writeString(
                place.resolve("main.tf"),
                text.toString()
                        .replace(
                                "${get_terragrunt_dir()}",
                                folder.toAbsolutePath().toString())
                        .replace(
                                "find_in_parent_folders(\"environment.json\")",
                                "\"" + placeFile().toAbsolutePath() + "\"")
                        .replace("${get_aws_account_id()}", ACCOUNT)
                        .replaceAll("(?<![\\w.])dependency\\.", "local.dependency."));
        TerraformCommand.Result applied =
                TerraformCommand.run(place, "apply", "-auto-approve", "-input=false", "-no-color");
        assertThat(applied.exitCode()).as(folder + "\n" + applied.output()).isZero();
        String printed =
                TerraformCommand.run(place, "output", "-json", "inputs").output();
        return JsonMapper.shared().readTree(printed.substring(printed.indexOf('{')));
    }

    JsonNode values() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("values.json")));
    }

    private record Block(String kind, String name, String body) {}

    private Optional<Block> block(String kind) throws IOException {
        return blocks().stream().filter(block -> block.kind.equals(kind)).findFirst();
    }

    private List<Block> blocks() throws IOException {
        return BLOCK.matcher(text())
                .results()
                .map(found -> new Block(found.group(1), found.group(2) == null ? "" : found.group(2), found.group(3)))
                .toList();
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("terragrunt.hcl"));
    }

    /** What stands behind a name, over as many lines as it takes. */
    private static String attribute(String body, String name) {
        Matcher found =
                Pattern.compile("(?ms)^  " + name + " += (\\{$.*?^  }|[^\n]*)$").matcher(body);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
