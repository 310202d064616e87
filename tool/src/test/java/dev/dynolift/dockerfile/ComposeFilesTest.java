package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.DataPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.SettingPlan;
import dev.dynolift.plan.SettingPlan.Destination;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a developer starts an app by, with what it has on AWS beside it. */
class ComposeFilesTest {

    private final MigrationPlan plan = CremaExample.plan();
    private final AppPlan app = plan.apps().get(0);

    @Test
    void settings_are_asked_for_by_name_and_those_of_local_data_are_not() {
        String example = files(plan.dataIn("production")).get(".env.example");

        assertThat(example.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[A-Z0-9_]+="), "a name, and no value")
                .doesNotContain("DATABASE_URL=", "REDIS_URL=")
                .containsAll(app.settings().stream()
                        .filter(setting -> setting.destination().value() == Destination.SSM_PARAMETER)
                        .map(SettingPlan::name)
                        .map(name -> name + "=")
                        .toList());
    }

    @Test
    void without_its_database_a_setting_is_for_a_person_to_fill() {
        Map<String, String> files = files(List.of());

        assertThat(files.get(".env.example")).contains("DATABASE_URL=\n");
        assertThat(files.get("compose.yaml")).doesNotContain("postgres", "depends_on", "volumes");
    }

    @Test
    void two_databases_have_names_of_their_own() {
        DataPlan database = plan.databases().get(0);
        DataPlan other = CremaExample.plan().databases().get(0);

        assertThat(files(List.of(database, other)).get("compose.yaml")).contains("postgres-" + database.name() + ":");
    }

    @Test
    void a_process_has_its_own_variables_beside_those_of_all() {
        String compose = files(plan.dataIn("production")).get("compose.yaml");

        assertThat(compose).contains("  environment: &environment\n");
        assertThat(section(compose, "web"))
                .contains("    environment:\n      <<: *environment\n      WEB_CONCURRENCY: \"2\"\n");
        assertThat(section(compose, "worker")).contains("<<: *image").doesNotContain("environment:");
    }

    private static String section(String compose, String service) {
        return compose.split("\n  " + service + ":\n")[1].split("\n\n")[0];
    }

    private Map<String, String> files(List<DataPlan> data) {
        return ComposeFiles.of("crema", app, data).stream()
                .collect(Collectors.toMap(
                        file -> file.path().substring("image/crema/".length()), GeneratedFile::content));
    }
}
