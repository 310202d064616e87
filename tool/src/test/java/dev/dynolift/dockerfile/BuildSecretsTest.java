package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.PrivateSource.Reader;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildSecretsTest {

    @TempDir
    Path folder;

    @Test
    void a_login_for_private_gems_that_only_the_plan_names_reaches_the_build() throws IOException {
        Inventory inventory = Inventories.crema();
        HerokuApp heroku = inventory.apps().get(0);
        Path file = folder.resolve("plan.yaml");
        PlanFile.write(file, Planner.plan(inventory, Optional.empty()));
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.replaceFirst(
                        "(?m)^    settings:$", "    settings:\n      BUNDLE_GEMS__ACME__EXAMPLE: ssm-parameter"));
        AppPlan plan = PlanFile.read(file).apps().get(0);
        RepositoryFacts facts = Objects.requireNonNull(heroku.repository());

        ImageSource source = new ImageSource("crema", plan, heroku, facts);

        assertThat(source.buildSecrets(RubyImage.BUNDLER_SECRETS, Reader.BUNDLER))
                .isEqualTo(List.of("BUNDLE_GEMS__ACME__EXAMPLE"));
    }
}
