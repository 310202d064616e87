package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.audit.Audit;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.HerokuStandIn;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The coffee shop's two apps as the stand-in tells them, a hundred times over, in one estate. */
class TwoHundredAppsTest {

    private static final Path CREMA = Path.of("..", "examples", "crema");
    private static final int COPIES = 100;

    @TempDir
    Path folder;

    @Test
    void are_planned_and_generated_within_thirty_seconds() throws Exception {
        Inventory inventory = manyOf(audited());
        Path file = folder.resolve(PlanFile.NAME);

        // The processor's time: other work on the machine makes nothing slower that is ours.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        Replanning.of(inventory, Optional.of(file), PlanSettings.NONE).write(file);
        Duration planned = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);
        MigrationPlan plan = PlanFile.readFor(inventory, file);
        Generator.generate(plan, inventory, folder);
        Duration took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);

        assertThat(plan.apps()).hasSize(2 * COPIES);
        assertThat(plan.databases()).hasSize(2 * COPIES);
        assertThat(plan.searches()).hasSize(COPIES);
        try (Stream<Path> images = Files.list(folder.resolve("image"))) {
            assertThat(images).hasSize(COPIES);
        }
        assertThat(Files.readString(folder.resolve("infra/production/terraform.tfvars.json")))
                .contains("\"crema1\"", "\"crema" + COPIES + "\"");
        assertThat(took).as("of which planning took " + planned).isLessThan(Duration.ofSeconds(30));
    }

    private static Inventory audited() throws Exception {
        try (HerokuStandIn heroku = HerokuStandIn.start(CREMA.resolve("heroku"))) {
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(heroku.address()),
                    new Secret("HRKU-two-hundred-apps"),
                    EventListener.NONE,
                    AnswerListener.NONE);
            return new Audit(api, EventListener.NONE)
                    .run(List.of("crema", "crema-staging"), Optional.of(CREMA.resolve("repo")));
        }
    }

    /** All of them in one inventory, each with apps, add-ons and domains of its own. */
    private Inventory manyOf(Inventory one) throws Exception {
        List<HerokuApp> apps = new ArrayList<>();
        List<Database> databases = new ArrayList<>();
        List<KeyValueStore> stores = new ArrayList<>();
        List<Addon> addons = new ArrayList<>();
        List<Domain> domains = new ArrayList<>();
        List<Pipeline> pipelines = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        String json = InventoryFile.toJson(one);
        for (int number = 1; number <= COPIES; number++) {
            String copy = json.replaceAll("crema(?![a-z])", "crema" + number)
                    .replaceAll(
                            "((?:postgresql|redis|bonsai|papertrail|sendgrid|scheduler)-[a-z]+-\\d+)", "$1" + number);
            Inventory renamed = InventoryFile.read(Files.writeString(folder.resolve("copy.json"), copy));
            apps.addAll(renamed.apps());
            databases.addAll(renamed.databases());
            stores.addAll(renamed.keyValueStores());
            addons.addAll(renamed.addons());
            domains.addAll(renamed.domains());
            pipelines.addAll(renamed.pipelines());
            findings.addAll(renamed.findings());
        }
        return new Inventory(
                one.schemaVersion(),
                one.auditedAt(),
                one.source(),
                apps,
                databases,
                stores,
                addons,
                domains,
                pipelines,
                findings);
    }
}
