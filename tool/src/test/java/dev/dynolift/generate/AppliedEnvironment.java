package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.aws.MotoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A generated environment under the real Terraform, with moto for AWS.
 *
 * @param login AWS's variables of whoever applies
 */
record AppliedEnvironment(MotoServer moto, Path folder, Map<String, String> login) {

    /** Of the account that moto has without being asked for another. */
    private static final Map<String, String> USUAL =
            Map.of("AWS_ACCESS_KEY_ID", "testing", "AWS_SECRET_ACCESS_KEY", "testing");

    /** As somebody says who is done with it: nothing is protected, and the engine has gone. */
    static final String[] UNPROTECTED = {"-auto-approve", "-var=protected=false", "-var=migration=null"};

    private static final Duration LONGEST = Duration.ofMinutes(8);

    AppliedEnvironment(MotoServer moto, Path folder) {
        this(moto, folder, USUAL);
    }

    /** Makes it ready for all other commands, without what moto does not have; see {@code terraform/README.md}. */
    void init() {
        try {
            prepare();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        TerraformCommand.initToApply(folder);
    }

    private void prepare() throws IOException {
        // What moto does not know fails soon, in place of after 25 tries; what only a busy machine cut off is tried
        // again.
        Files.writeString(
                folder.resolve("patience_override.tf"), SharedProvider.configured(folder, "  max_retries = 4\n"));
        Files.writeString(folder.resolve("without.auto.tfvars"), "searches = {}\nsites = {}\n");
        Files.deleteIfExists(folder.resolve("backend.tf"));
    }

    /** The same with its state where {@code backend.tf} says, as moto has S3. */
    void initWithBackend() {
        try {
            Path backend = folder.resolve("backend.tf");
            String written = Files.readString(backend);
            prepare();
            Files.writeString(backend, written);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        TerraformCommand.initToApply(
                folder,
                environment(),
                "-backend-config=use_path_style=true",
                "-backend-config=skip_credentials_validation=true",
                "-backend-config=skip_requesting_account_id=true",
                "-backend-config=skip_metadata_api_check=true");
    }

    /** Runs a command that must succeed; gives what it printed. */
    String done(String command, String... arguments) {
        TerraformCommand.Result result = terraform(command, arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    /** Runs a command that must fail; gives what it printed, on one line. */
    String refused(String command, String... arguments) {
        TerraformCommand.Result result = terraform(command, arguments);
        assertThat(result.exitCode()).as(result.output()).isNotZero();
        return result.output().replaceAll("[\\s│]+", " ");
    }

    /** Terraform's own exit code: 0 when nothing would change, 2 when something would. */
    void assertNoChange(String plan, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-detailed-exitcode", "-out=" + plan));
        all.addAll(List.of(arguments));
        TerraformCommand.Result result = terraform("plan", all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    JsonNode outputs() {
        String printed = done("output", "-json");
        return JsonMapper.shared().readTree(printed.substring(printed.indexOf('{')));
    }

    /** The outputs without what Terraform says about them. */
    JsonNode values() {
        ObjectNode values = JsonMapper.shared().createObjectNode();
        outputs()
                .properties()
                .forEach(output -> values.set(output.getKey(), output.getValue().path("value")));
        return values;
    }

    private TerraformCommand.Result terraform(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        if (List.of("plan", "apply", "destroy").contains(command)) {
            all.addAll(List.of("-input=false", "-no-color", "-parallelism=20"));
        }
        all.addAll(List.of(arguments));
        return TerraformCommand.run(
                folder, TerraformCommand.shared(environment()), LONGEST, all.toArray(String[]::new));
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(login);
        variables.put("AWS_ENDPOINT_URL", moto.address().toString());
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return variables;
    }
}
