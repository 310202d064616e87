package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WrittenSecretsTest extends PlanOnDisk {

    private final String random = UUID.randomUUID().toString().replace("-", "");

    @Test
    void a_secret_among_the_variables_is_refused_with_its_line_and_never_shown() throws IOException {
        plan(Inventories.crema());
        edit("    variables:\n", "    variables:\n      GREETING: hello\n      PARTNER: sk_live_" + random + "\n");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        int line = Files.readString(file()).lines().toList().indexOf("      PARTNER: sk_live_" + random) + 1;
        assertThat(refused)
                .hasMessageContaining("plan.yaml:" + line)
                .hasMessageContaining("`PARTNER` looks like a secret")
                .hasMessageContaining("PARTNER: ssm-parameter")
                .hasMessageNotContaining("GREETING")
                .hasMessageNotContaining(random);
    }

    @Test
    void a_secret_in_a_command_is_refused_and_never_shown() throws IOException {
        plan(Inventories.crema());
        edit("command: bundle exec sidekiq ", "command: API_TOKEN=" + random + " bundle exec sidekiq #");

        assertThat(catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file())))
                .hasMessageContaining("there is a secret in this `command`")
                .hasMessageNotContaining(random);
    }

    @Test
    void edits_that_are_not_kept_are_told_without_the_secrets_in_them() throws IOException {
        plan(Inventories.crema());
        edit("herokuAddon: postgresql-curved-1\n", "herokuAddon: sk_live_" + random + "\n");
        edit("healthCheckPath: /", "healthCheckPath: /up?part=web&token=" + random.substring(0, 12) + "&at=/");

        MigrationPlan plan = plan(Inventories.inventory(
                List.of(Inventories.app("other", "production", "basic", 1)),
                Inventories.crema().databases(),
                List.of(),
                List.of()));

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("edit-not-kept"))
                .extracting(Finding::toString)
                .anyMatch(what -> what.contains("/up?part=web&token=[secret]"))
                .anyMatch(what -> what.contains("set to [secret], but this is a fact and no choice"))
                .noneMatch(what -> what.contains(random.substring(0, 12)));
    }

    @Test
    void a_secret_in_the_place_of_a_destination_is_not_shown_either() throws IOException {
        plan(Inventories.crema());
        edit("    settings:\n", "    settings:\n      PARTNER_TOKEN: " + random.substring(0, 10) + "\n");

        assertThat(catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file())))
                .hasMessageContaining("`PARTNER_TOKEN` is `a value that looks like a secret`")
                .hasMessageNotContaining(random.substring(0, 10));
    }

    @Test
    void a_command_that_reads_a_setting_is_fine() throws IOException {
        plan(Inventories.crema());
        edit("command: bundle exec sidekiq ", "command: bundle exec sidekiq --password=$REDIS_PASSWORD #");

        assertThat(PlanFile.read(file()).apps()).isNotEmpty();
    }
}
