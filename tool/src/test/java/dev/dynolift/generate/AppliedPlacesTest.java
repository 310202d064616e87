package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.aws.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the state is and which account an environment belongs to, with the real Terraform and AWS as moto has it. */
@Tag("large")
class AppliedPlacesTest {

    private static final String OTHER_ACCOUNT = "222222222222";
    private static final String PART = "-target=module.parameters";

    @TempDir
    Path workspace;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(workspace);
    }

    @Test
    void a_state_is_in_the_bucket_and_nobody_changes_it_while_it_is_locked() throws Exception {
        SmallExample.generate("kiosk", workspace);
        Path infra = workspace.resolve("infra");
        try (MotoServer moto = MotoServer.startForTerraform(workspace)) {
            AppliedEnvironment bucket = new AppliedEnvironment(moto, infra.resolve("state"));
            TerraformCommand.initToApply(bucket.folder());
            // moto forgets how many old versions are kept, and Terraform waits for its answer; and a policy that
            // refuses
            // what comes without TLS refuses all at moto, which reads no conditions.
            bucket.done("apply", "-auto-approve", "-target=aws_s3_bucket_versioning.this");
            AppliedEnvironment production = new AppliedEnvironment(moto, infra.resolve("production"));
            production.initWithBackend();

            production.done("apply", "-auto-approve", PART);

            production.assertNoChange("second", PART);
            assertThat(production.folder().resolve("terraform.tfstate")).doesNotExist();
            String kept = moto.rest("s3", "GET", "/kiosk-terraform/production/terraform.tfstate", "");
            assertThat(kept).contains("/kiosk/production/JAWSDB_URL");

            String lock = "/kiosk-terraform/production/terraform.tfstate.tflock";
            moto.rest("s3", "PUT", lock, "{\"ID\":\"0b6cd6f4-52c3-4b8f-9d0e-7f0a4c1f5a11\",\"Who\":\"mia@laptop\"}");
            assertThat(production.refused("apply", "-auto-approve", PART, "-var=log_retention_days=3"))
                    .contains("Error acquiring the state lock", "mia@laptop");
            moto.rest("s3", "DELETE", lock, "");
            production.done("destroy", "-auto-approve", PART);
        }
    }

    @Test
    void an_environment_is_made_in_its_own_account_and_by_no_login_of_another() throws Exception {
        SmallExample.generate("kiosk", workspace, "environments.production.place.account=" + OTHER_ACCOUNT);
        Path folder = workspace.resolve("infra").resolve("production");
        try (MotoServer moto = MotoServer.startForTerraform(workspace)) {
            AppliedEnvironment wrong = new AppliedEnvironment(moto, folder);
            wrong.init();
            assertThat(wrong.refused("plan", PART)).contains("AWS account ID not allowed: 123456789012");

            AppliedEnvironment right = new AppliedEnvironment(moto, folder, loginOf(moto, OTHER_ACCOUNT));
            right.done("apply", "-auto-approve", PART);

            right.assertNoChange("second", PART);
            assertThat(Files.readString(folder.resolve("terraform.tfstate")))
                    .contains("arn:aws:ssm:us-east-1:" + OTHER_ACCOUNT + ":parameter/kiosk/production/JAWSDB_URL")
                    .doesNotContain("123456789012");
            right.done("destroy", "-auto-approve", PART);
        }
    }

    /** As an administrator of an organization takes a role on in one of its accounts. */
    private static Map<String, String> loginOf(MotoServer moto, String account) throws Exception {
        String answer = moto.form(
                "sts",
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=mia&RoleArn=arn:aws:iam::" + account
                        + ":role/OrganizationAccountAccessRole");
        return Map.of(
                "AWS_ACCESS_KEY_ID", inside("AccessKeyId", answer),
                "AWS_SECRET_ACCESS_KEY", inside("SecretAccessKey", answer),
                "AWS_SESSION_TOKEN", inside("SessionToken", answer));
    }

    private static String inside(String element, String xml) {
        Matcher found = Pattern.compile("<" + element + ">([^<]+)<").matcher(xml);
        assertThat(found.find()).as(xml).isTrue();
        return found.group(1);
    }
}
