package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.plan.SettingPlan.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MySQL add-ons become RDS for MySQL, memcached ones memcached on ElastiCache. */
class MysqlAndMemcachedTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "jawsdb, JAWSDB_URL, true",
        "cleardb, CLEARDB_DATABASE_URL, true",
        "stackhero-mysql, STACKHERO_MYSQL_HOST, true",
        "jawsdb-maria, JAWSDB_MARIA_URL, false",
        "mongolab, MONGODB_URI, false"
    })
    void every_mysql_gets_an_instance_and_its_data_still_stops_the_move(
            String service, String setting, boolean expected) {
        MigrationPlan plan = plan(inventory(service, 1000, setting));

        assertThat(plan.mysqlDatabases()).hasSize(expected ? 1 : 0);
        assertThat(destination(plan, setting) == Destination.REGENERATED).isEqualTo(expected);
        AddonPlan addon = plan.apps().get(0).addons().get(0);
        assertThat(addon.target().equals("mysqlDatabases.crema-" + service)).isEqualTo(expected);
        assertThat(addon.next().isEmpty()).isEqualTo(expected);
        assertThat(plan.openBlockers())
                .extracting(Blocker::name)
                .containsExactly("data-by-hand crema " + service + "-1");
    }

    @Test
    void the_class_goes_by_what_the_plan_costs_and_says_that_it_is_a_guess() {
        MysqlPlan cheap =
                plan(inventory("jawsdb", 1000, "JAWSDB_URL")).mysqlDatabases().get(0);
        MysqlPlan dear =
                plan(inventory("jawsdb", 20_000, "JAWSDB_URL")).mysqlDatabases().get(0);

        assertThat(cheap.instanceClass().value()).isEqualTo("db.t4g.small");
        assertThat(cheap.instanceClass().consequence()).contains("a guess: 23 USD", "costs 10 USD");
        assertThat(dear.instanceClass().value()).isEqualTo("db.t4g.xlarge");
        assertThat(cheap.multiAz().value()).isFalse();
    }

    @Test
    void a_copy_of_its_address_under_another_scheme_is_made_anew_too() {
        Inventory inventory = inventory("jawsdb", 1000, "JAWSDB_URL");
        HerokuApp app = app(List.of(
                owned("JAWSDB_URL", "jawsdb-1"),
                new ConfigVar(
                        "DATABASE_URL",
                        ConfigVar.Kind.SECRET,
                        90,
                        false,
                        false,
                        ConfigVar.Shape.URL_WITH_PASSWORD,
                        null,
                        null,
                        "mysql2")));
        Inventory copied = Inventories.inventory(List.of(app), List.of(), List.of(), inventory.addons())
                .withSurroundings(new Surroundings(
                        List.of(new SettingTarget(
                                "crema", "DATABASE_URL", SettingTarget.Kind.DATA_SERVICE, "jawsdb-1")),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of()));

        MigrationPlan plan = plan(copied);

        assertThat(setting(plan, "DATABASE_URL").consequence())
                .isEqualTo("made anew: the address of RDS for MySQL crema-jawsdb, as mysql2://");
        assertThat(destination(plan, "DATABASE_URL")).isEqualTo(Destination.REGENERATED);
        assertThat(plan.mysqlDatabases().get(0).attachments())
                .extracting(AttachmentPlan::toString)
                .containsExactly("crema:JAWSDB_URL", "crema:DATABASE_URL");
    }

    @Test
    void memcached_loses_its_login_and_says_so() {
        MigrationPlan plan =
                plan(inventory("memcachier", 0, "MEMCACHIER_SERVERS", "MEMCACHIER_USERNAME", "MEMCACHIER_PASSWORD"));

        assertThat(plan.memcaches()).singleElement().satisfies(memcached -> {
            assertThat(memcached.attachments())
                    .extracting(AttachmentPlan::toString)
                    .containsExactly("crema:MEMCACHIER_SERVERS");
            assertThat(memcached.nodeType().value()).isEqualTo("cache.t4g.micro");
            assertThat(memcached.tls().value()).isTrue();
        });
        assertThat(destination(plan, "MEMCACHIER_SERVERS")).isEqualTo(Destination.REGENERATED);
        assertThat(destination(plan, "MEMCACHIER_USERNAME")).isEqualTo(Destination.DROPPED);
        assertThat(setting(plan, "MEMCACHIER_PASSWORD").consequence()).contains("no login");
        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("memcached-without-login"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("crema memcachier-1"));
    }

    @Test
    void memcached_that_another_app_uses_too_stops_the_move_as_any_other_store_does() {
        Addon shared = new Addon(
                "id",
                "memcachier-1",
                "memcachier",
                "dev",
                0,
                "provisioned",
                "crema",
                List.of("MEMCACHIER_SERVERS"),
                List.of(new Attachment("crema", "MEMCACHIER"), new Attachment("roastery", "MEMCACHIER")));
        Inventory inventory = Inventories.inventory(
                List.of(app(List.of(owned("MEMCACHIER_SERVERS", "memcachier-1")))),
                List.of(),
                List.of(),
                List.of(shared));

        assertThat(plan(inventory).openBlockers())
                .filteredOn(blocker -> blocker.finding().id().equals("shared-with-unplanned-app"))
                .singleElement()
                .satisfies(blocker -> assertThat(blocker.finding().what()).contains("roastery"));
    }

    @Test
    void a_plan_called_by_megabytes_gets_a_node_that_holds_them() {
        Inventory inventory = Inventories.inventory(
                List.of(app(List.of(owned("MEMCACHEDCLOUD_SERVERS", "cloud-1")))),
                List.of(),
                List.of(),
                List.of(Inventories.addon("cloud-1", "memcachedcloud", "2500", "crema", "MEMCACHEDCLOUD_SERVERS")));

        assertThat(plan(inventory).memcaches().get(0).nodeType().value()).isEqualTo("cache.t4g.medium");
    }

    @Test
    void a_plan_file_holds_both_and_refuses_what_aws_does_not_have() {
        Inventory inventory = inventory("jawsdb", 1000, "JAWSDB_URL");
        Path file = folder.resolve(PlanFile.NAME);
        Replanning planned = Replanning.of(inventory, Optional.empty(), PlanSettings.NONE);
        planned.write(file);

        assertThat(PlanFile.read(file).mysqlDatabases())
                .isEqualTo(planned.plan().mysqlDatabases());
        assertThatThrownBy(() -> replanned(
                        inventory,
                        "mysqlDatabases.crema-jawsdb.instanceClass=db.t9.small",
                        "mysqlDatabases.crema-jawsdb.engineVersion=5.7",
                        "mysqlDatabases.crema-jawsdb.maxStorageGb=20",
                        "mysqlDatabases.crema-jawsdb.storageGb=30"))
                .hasMessageContaining("db.t9.small")
                .hasMessageContaining("5.7")
                .hasMessageContaining("it is below");
        Inventory memcached = inventory("memcachier", 0, "MEMCACHIER_SERVERS");
        assertThat(replanned(memcached, "memcaches.crema-memcachier.nodes=3", "memcaches.crema-memcachier.tls=false")
                        .memcaches())
                .singleElement()
                .satisfies(one -> assertThat(one.nodes().value()).isEqualTo(3))
                .satisfies(one -> assertThat(one.tls().value()).isFalse());
        assertThatThrownBy(() -> replanned(memcached, "memcaches.crema-memcachier.nodeType=cache.t9.micro"))
                .hasMessageContaining("cache.t9.micro");
    }

    @Test
    void an_add_on_that_stays_needs_no_instance() {
        MigrationPlan plan = replanned(
                inventory("jawsdb", 1000, "JAWSDB_URL"),
                "apps.crema.addons.jawsdb-1.strategy=keep",
                "apps.crema.settings.JAWSDB_URL=ssm-parameter");

        assertThat(plan.mysqlDatabasesIn("production")).isEmpty();
        assertThat(plan.openBlockers()).isEmpty();
    }

    private static MigrationPlan plan(Inventory inventory) {
        return Planner.plan(inventory, Optional.empty());
    }

    private static MigrationPlan replanned(Inventory inventory, String... values) {
        return Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(values)))
                .plan();
    }

    private static Destination destination(MigrationPlan plan, String setting) {
        return setting(plan, setting).value();
    }

    private static Choice<Destination> setting(MigrationPlan plan, String setting) {
        return plan.apps().get(0).settings().stream()
                .filter(one -> one.name().equals(setting))
                .findFirst()
                .orElseThrow()
                .destination();
    }

    private static ConfigVar owned(String setting, String addon) {
        return Inventories.setting(setting, ConfigVar.Kind.ATTACHMENT, 60, false, addon);
    }

    private static HerokuApp app(List<ConfigVar> settings) {
        return Inventories.app(
                "crema", "production", List.of(Inventories.process("web", "bin/web", 1, "basic")), settings);
    }

    private static Inventory inventory(String service, int cents, String... settings) {
        String name = service + "-1";
        List<ConfigVar> owned = new ArrayList<>();
        Arrays.stream(settings).forEach(setting -> owned.add(owned(setting, name)));
        return Inventories.inventory(
                List.of(app(owned)),
                List.of(),
                List.of(),
                List.of(Inventories.addon(name, service, "blacktip", cents, "crema", settings)));
    }
}
