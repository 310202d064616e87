package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the real Terraform would create for a generated environment, told without an AWS account. */
final class OfflinePlan {

    private static final JsonMapper JSON = JsonMapper.shared();

    private OfflinePlan() {}

    /** Plans the environment in this folder; zones are named, as nobody can be asked for them. */
    static List<PlannedResource> of(Path folder) throws IOException {
        JsonNode values = JSON.readTree(Files.readString(folder.resolve("terraform.tfvars.json")));
        if (values.path("network").isNull()) {
            return planned(folder);
        }
        ObjectNode network = (ObjectNode) values.path("network");
        network.set("zones", zones(values.path("region").asString(), network));
        return planned(folder, "-var", "network=" + network);
    }

    /** Names for as many zones as are wanted. */
    static ArrayNode zones(String region, JsonNode network) {
        ArrayNode zones = JSON.createArrayNode();
        for (int zone = 0; zone < network.path("zone_count").asInt(); zone++) {
            zones.add(region + (char) ('a' + zone));
        }
        return zones;
    }

    /** Plans any folder of Terraform files. */
    static List<PlannedResource> planned(Path folder, String... arguments) throws IOException {
        Files.writeString(folder.resolve("offline_override.tf"), SharedProvider.configured(folder, """
                  access_key                  = "none"
                  secret_key                  = "none"
                  skip_credentials_validation = true
                  skip_requesting_account_id  = true
                  skip_metadata_api_check     = true
                """));
        Files.deleteIfExists(folder.resolve("backend.tf"));
        TerraformCommand.init(folder);
        List<String> command =
                new ArrayList<>(List.of("plan", "-refresh=false", "-input=false", "-no-color", "-out=plan"));
        command.addAll(List.of(arguments));
        TerraformCommand.Result plan = TerraformCommand.run(folder, command.toArray(String[]::new));
        assertThat(plan.exitCode()).as(plan.output()).isZero();
        String shown = TerraformCommand.run(folder, "show", "-json", "plan").output();
        return PlannedResource.of(JSON.readTree(shown.substring(shown.indexOf("{\"format_version\""))));
    }
}
