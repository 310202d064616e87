package dev.dynolift.generate;

import dev.dynolift.audit.Audit;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An app with the lines and files of the example, one line more, and gems that Debian has; with the files of its image beside.
 *
 * @param checkout a folder with all of it
 * @param workspace where it is planned and generated
 */
record SmallRailsApp(Path checkout, Path workspace, Inventory inventory, MigrationPlan plan, int port) {

    /** The setting that `bundle install` reads, and nothing else. */
    static final String LOGIN = "BUNDLE_GEMS__EXAMPLE__COM";

    private static final Path RESOURCES = Path.of("src", "test", "resources", "running-image", "app");
    private static final Path EXAMPLE = Path.of("..", "examples", "crema", "repo");

    static SmallRailsApp write(Path workspace, int port, Buildah buildah) throws IOException, InterruptedException {
        Path checkout = workspace.resolve("app");
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file, checkout.resolve(RESOURCES.relativize(file).toString()));
            }
        }
        for (String file : List.of("Procfile", ".profile", "config/puma.rb", "config/sidekiq.yml")) {
            copy(EXAMPLE.resolve(file), checkout.resolve(file));
        }
        // What becomes of the first line is Rails' own business, which needs a database.
        Files.writeString(
                checkout.resolve("Procfile"),
                Files.readString(checkout.resolve("Procfile")).replaceAll("(?m)^release:.*\\R", "")
                        + "pair: bin/told one | KIND=b bin/told two\n");
        Files.writeString(
                checkout.resolve("config/sidekiq.yml"), ":require: ./jobs/long_job.rb\n", StandardOpenOption.APPEND);
        // No layer of an earlier run stands in for the step that reads the login.
        Files.writeString(checkout.resolve("Gemfile"), "# " + UUID.randomUUID() + "\n", StandardOpenOption.APPEND);
        buildah.run(
                "localhost/debian-ruby", checkout, "bundle lock --local && sed -i '/^BUNDLED WITH/,$d' Gemfile.lock");
        Inventory inventory = Audit.ofRepository(checkout, "crema");
        SmallRailsApp app = new SmallRailsApp(checkout, workspace, inventory, plan(inventory, port, List.of()), port);
        app.generate(buildah);
        return app;
    }

    /** The same with another web process; nothing is generated anew. */
    SmallRailsApp withWeb(String command) {
        return new SmallRailsApp(
                checkout,
                workspace,
                inventory,
                plan(inventory, port, List.of("apps.crema.services.web.command=" + command)),
                port);
    }

    AppPlan app() {
        return plan.apps().get(0);
    }

    HerokuApp heroku() {
        return inventory.apps().get(0);
    }

    private static MigrationPlan plan(Inventory inventory, int port, List<String> more) {
        List<String> choices = new ArrayList<>(List.of(
                "apps.crema.secrets=runtime",
                "apps.crema.services.web.web.port=" + port,
                "apps.crema.services.web.web.healthCheckPath=/up"));
        choices.addAll(more);
        return Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), choices))
                .plan();
    }

    private void generate(Buildah buildah) throws IOException, InterruptedException {
        Generator.generate(plan, inventory, workspace);
        Path generated = workspace.resolve("image").resolve("crema");
        for (String file : List.of("Dockerfile", "entrypoint.sh", "with-settings.sh", ".dockerignore")) {
            copy(generated.resolve(file), checkout.resolve(file));
        }
        // Amazon's certificates are fetched from the internet, which is not asked here.
        Files.writeString(checkout.resolve("rds-truststore"), "certificates\n");
        Path dockerfile = checkout.resolve("Dockerfile");
        String text = Files.readString(dockerfile)
                .replaceFirst("ADD (--chmod=644 )https://truststore\\S+", "COPY $1rds-truststore");
        Files.writeString(dockerfile, text);
        String version = text.replaceFirst("(?s).*ARG RUBY_VERSION=(\\S+).*", "$1");
        buildah.makeBase("docker.io/library/ruby:" + version + "-slim");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
