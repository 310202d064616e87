package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import java.io.IOException;
import java.nio.file.Files;
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
    void a_command_that_reads_a_setting_is_fine() throws IOException {
        plan(Inventories.crema());
        edit("command: bundle exec sidekiq ", "command: bundle exec sidekiq --password=$REDIS_PASSWORD #");

        assertThat(PlanFile.read(file()).apps()).isNotEmpty();
    }
}
