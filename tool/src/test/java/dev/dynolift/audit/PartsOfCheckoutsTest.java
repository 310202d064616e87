package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkouts of several apps, of which a folder is the one that is moved. */
class PartsOfCheckoutsTest extends ShopCheckout {

    @Test
    void folders_with_a_procfile_are_named_when_the_root_has_none() {
        write("package.json", "{\"workspaces\": [\"apps/*\"]}");
        write("apps/web/Procfile", "web: npm start\n");
        write("apps/api/Procfile", "web: puma\nworker: sidekiq\n");
        write("examples/small/Procfile", "web: npm start\n");
        write("node_modules/foreign/Procfile", "web: npm start\n");

        assertThat(found("procfile-below")).singleElement().satisfies(finding -> {
            assertThat(finding.what())
                    .isEqualTo("There is no Procfile at the root; 2 folders have one: apps/api (web, worker), apps/web"
                            + " (web).");
            assertThat(finding.next()).contains("`dynolift audit --repo DIR/apps/api`");
            assertThat(finding.source()).isEqualTo("apps/api/Procfile");
        });
        assertThat(found("no-procfile")).isEmpty();
        assertThat(found("code-in-folder")).isEmpty();
    }

    @Test
    void the_only_folder_with_a_procfile_is_read_as_the_app() {
        write("README.md", "A shop.\n");
        write(".gitignore", ".env\n");
        write("backend/Procfile", "web: gunicorn shop.wsgi\nworker: celery -A shop worker\n");
        write("backend/requirements.txt", "django==5.1\npsycopg2==2.9\n");
        write("backend/.env", "A=1\n");
        write("frontend/package.json", "{\"dependencies\": {\"mysql2\": \"3\"}}");

        HerokuApp app = app();

        assertThat(app.processes()).extracting(ProcessType::type).containsExactly("web", "worker");
        assertThat(app.repository().language()).isEqualTo("python");
        assertThat(app.repository().needs().secretFiles())
                .singleElement()
                .extracting(SecretFile::state)
                .isEqualTo(SecretFile.State.IGNORED);
        assertThat(found("database-assumed")).hasSize(1);
        assertThat(found("other-database")).isEmpty();
        assertThat(found("code-in-folder")).singleElement().satisfies(finding -> {
            assertThat(finding.what()).contains("folder backend");
            assertThat(finding.next()).contains("--repo DIR/FOLDER");
        });
    }

    @Test
    void what_is_wrong_at_the_root_is_told_though_a_part_is_the_app() {
        write("app.json", "{\"env\": ");
        write("backend/Procfile", "web: gunicorn shop.wsgi\n");
        write("backend/requirements.txt", "django==5.1\n");

        assertThat(audit().findings()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo("app.json");
            assertThat(finding.what()).contains("app.json");
        });
        assertThat(app().repository().language()).isEqualTo("python");
    }

    @Test
    void a_root_that_starts_by_itself_is_the_app_and_the_folder_is_told() {
        write("package.json", "{\"scripts\": {\"start\": \"node server.js\"}}");
        write("jobs/Procfile", "worker: node jobs.js\n");

        assertThat(app().processes()).extracting(ProcessType::command).containsExactly("npm start");
        assertThat(found("procfile-below")).singleElement().satisfies(finding -> assertThat(finding.why())
                .contains("the root was read as the app"));
    }

    @Test
    void app_json_names_the_folder_as_the_buildpacks_take_it() {
        write("app.json", "{\"env\": {\"APP_BASE\": {\"value\": \"./apps/web/\"}}}");
        write("apps/web/Procfile", "web: npm start\n");
        write("apps/api/Procfile", "web: puma\n");

        assertThat(app().processes()).extracting(ProcessType::command).containsExactly("npm start");
        assertThat(found("code-in-folder")).singleElement().satisfies(finding -> assertThat(finding.what())
                .contains("apps/web")
                .contains("APP_BASE"));
        assertThat(found("procfile-below")).isEmpty();
    }

    @Test
    void a_setting_that_leads_out_of_the_checkout_or_to_no_app_chooses_nothing() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("Procfile"), "web: outside\n");
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.writeString(checkout.resolve("Procfile"), "web: inside\n");
        Files.createDirectories(checkout.resolve("app"));
        Files.createSymbolicLink(checkout.resolve("link"), outside);

        for (String value : List.of("../outside", "link", "app", "absent", "/", "")) {
            Files.writeString(
                    checkout.resolve("app.json"), "{\"env\": {\"PROJECT_PATH\": {\"value\": \"" + value + "\"}}}");

            assertThat(Audit.ofRepository(checkout, "shop").apps().get(0).processes())
                    .as(value)
                    .extracting(ProcessType::command)
                    .containsExactly("inside");
        }
    }

    private HerokuApp app() {
        return audit().apps().get(0);
    }
}
