package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of forty apps that stand in one network. */
class ManyAppsPlanTest extends PlanOnDisk {

    @Test
    void what_is_the_same_is_said_once_and_what_differs_stands_out() throws IOException {
        MigrationPlan plan = plan(apps(40));

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSizeLessThan(40 * 38);
        assertThat(lines)
                .filteredOn(line -> line.contains("stopTimeoutSeconds:"))
                .hasSizeBetween(1, 3);
        assertThat(lines)
                .filteredOn(line -> line.contains("detected: as for crema-0"))
                .hasSizeGreaterThan(39);
        // One of them is larger, and says why.
        assertThat(lines).anyMatch(line -> line.contains("memoryMib") && line.contains("for a performance-M dyno"));
        // Each config var is named for each app.
        assertThat(String.join("\n", lines).split("\\bSTRIPE_KEY\\b", -1)).hasSize(41);
        assertThat(PlanFile.read(file()).apps()).isEqualTo(plan.apps());
        assertThat(plan.environments()).hasSize(1);
    }

    @Test
    void of_add_ons_databases_and_names_only_what_nothing_else_tells_is_said_again() throws IOException {
        List<HerokuApp> apps = IntStream.range(0, 8)
                .mapToObj(number -> Inventories.app("shop-" + number, null, "standard-2x", 2))
                .toList();
        Inventory inventory = Inventories.inventory(
                apps,
                IntStream.range(0, 8)
                        .mapToObj(number -> Inventories.database(
                                "postgresql-" + number,
                                "standard-0",
                                number == 5 ? 16 : 15,
                                9_000_000_000L,
                                "shop-" + number))
                        .toList(),
                List.of(),
                IntStream.range(0, 8)
                        .mapToObj(number -> Inventories.addon(
                                "sendgrid-" + number, "sendgrid", "bronze", "shop-" + number, "SENDGRID_API_KEY"))
                        .toList());
        plan(inventory);

        String text = Files.readString(file());
        assertThat(text.split("service: heroku-postgresql", -1)).hasSize(2);
        assertThat(text.split("Open an account at the vendor", -1)).hasSize(2);
        assertThat(text.split("sourceMajor: ", -1)).hasSize(3);
        assertThat(text.split("PUMA_PERSISTENT_TIMEOUT", -1)).hasSize(2);
        assertThat(text).contains("      - name: postgresql-7\n        target: databases.shop-7-database\n");
        assertThat(text).contains("      - name: sendgrid-7\n        plan: bronze\n");
        edit(
                "      - name: sendgrid-6\n        plan: bronze\n",
                "      - name: sendgrid-6\n        plan: bronze\n        strategy: drop\n");
        edit("  - name: shop-4\n", "  - name: shop-4\n    component: kiosk\n");

        MigrationPlan plan = plan(inventory);

        assertThat(plan.apps())
                .flatExtracting(AppPlan::addons)
                .filteredOn(addon -> addon.strategy().source() == Source.YOURS)
                .extracting(AddonPlan::name, AddonPlan::service, AddonPlan::target)
                .containsExactly(tuple("sendgrid-6", "sendgrid", "an account of your own at the vendor"));
        assertThat(plan.apps().get(4).component().value()).isEqualTo("kiosk");
        assertThat(PlanFile.read(file()).apps()).isEqualTo(plan.apps());
        assertThat(PlanFile.read(file()).databases()).isEqualTo(plan.databases());
        String second = Files.readString(file());
        plan(inventory);
        assertThat(file()).hasContent(second);
    }

    @Test
    void a_line_that_was_left_out_can_be_written_and_stays_with_the_whole_reason() throws IOException {
        Inventory forty = apps(40);
        plan(forty);
        String text = Files.readString(file());
        int app = text.indexOf("- name: crema-17\n");
        int web = text.indexOf("      - name: worker\n", app);
        int settings = text.indexOf("    settings: {}\n", app);
        assertThat(text.substring(app, settings)).doesNotContain("stickySessions");
        Files.writeString(
                file(),
                text.substring(0, web)
                        + "        web:\n          # As long as a basket lives.\n          stickySessions: true\n"
                        + text.substring(web, settings)
                        + "    settings:\n      STRIPE_KEY: secrets-manager\n"
                        + text.substring(settings + "    settings: {}\n".length()));

        MigrationPlan again = plan(forty);

        AppPlan edited = again.apps().stream()
                .filter(each -> each.name().equals("crema-17"))
                .findFirst()
                .orElseThrow();
        Choice<Boolean> sticky = edited.services().get(0).web().orElseThrow().stickySessions();
        assertThat(sticky.value()).isTrue();
        assertThat(sticky.source()).isEqualTo(Source.YOURS);
        assertThat(sticky.consequence()).contains("instead of false, which would mean");
        assertThat(edited.settings())
                .filteredOn(setting -> setting.name().equals("STRIPE_KEY"))
                .extracting(setting -> setting.destination().value())
                .containsExactly(SettingPlan.Destination.SECRETS_MANAGER);
        String second = Files.readString(file());
        assertThat(second).contains("# As long as a basket lives.\n          stickySessions: true");
        plan(forty);
        assertThat(Files.readString(file())).isEqualTo(second);
    }

    @Test
    void what_is_changed_in_the_first_app_is_changed_there_alone_and_told_by_the_next() throws IOException {
        Inventory forty = apps(40);
        plan(forty);
        edit("stickySessions: false", "stickySessions: true");

        MigrationPlan again = plan(forty);

        assertThat(again.apps())
                .filteredOn(app -> app.services()
                        .get(0)
                        .web()
                        .orElseThrow()
                        .stickySessions()
                        .value())
                .extracting(AppPlan::name)
                .containsExactly("crema-0");
        assertThat(Files.readAllLines(file()))
                .filteredOn(line -> line.contains("stickySessions: false "))
                .hasSize(1);
        assertThat(PlanFile.read(file()).apps()).isEqualTo(again.apps());
    }

    @Test
    void without_the_planners_own_output_beside_it_the_plan_is_made_whole_again() throws IOException {
        Inventory forty = apps(40);
        plan(forty);
        edit("count: 2 ", "count: 4 ");
        Files.delete(folder.resolve(".plan-base.yaml"));

        assertThatThrownBy(() -> PlanFile.read(file()))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining(".plan-base.yaml");

        MigrationPlan again = plan(forty);
        assertThat(again.findings()).anyMatch(finding -> finding.id().equals("planners-own-lost"));
        assertThat(plan(forty).findings()).noneMatch(finding -> finding.id().equals("planners-own-lost"));
        assertThat(again.apps()).hasSize(40);
        assertThat(again.apps().get(0).services().get(0).count().value()).isEqualTo(4);
        assertThat(PlanFile.read(file()).apps()).isEqualTo(again.apps());
    }

    @Test
    void a_few_apps_say_everything_and_only_long_reasons_once() throws IOException {
        plan(apps(3));

        List<String> lines = Files.readAllLines(file());
        assertThat(lines)
                .filteredOn(line -> line.contains("stopTimeoutSeconds:"))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(lines)
                .filteredOn(line -> line.contains("as for crema-0"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("count:"));
        assertThat(PlanFile.read(file()).apps()).hasSize(3);
    }

    @Test
    void a_finding_that_many_have_is_told_once_with_all_their_names() {
        List<Finding> findings = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            findings.add(new Finding(
                    "setting-braces",
                    Severity.WARNING,
                    "crema-" + number + " GREETING",
                    "GREETING of crema-" + number + " holds {{.",
                    "AWS refuses it.",
                    "Keep it elsewhere.",
                    "/apps/crema-" + number));
        }
        findings.add(new Finding("setting-braces", Severity.WARNING, "other X", "X is large.", "", "", ""));

        String page = FindingsPage.text(plan(apps(1)).withFindings(findings));

        assertThat(page.split("holds \\{\\{", -1)).hasSize(2);
        assertThat(page).contains("**The same for 39 more:** crema-1 GREETING, ", "crema-39 GREETING\n", "X is large.");
        assertThat(page).contains("41 warnings");
        assertThat(FindingGroup.of(findings).get(0).theSameFor(2))
                .isEqualTo("The same for crema-1 GREETING, crema-2 GREETING and 37 more.");
        assertThat(FindingGroup.of(findings).get(1).theSameFor(2)).isEmpty();
    }

    private static Inventory apps(int count) {
        List<HerokuApp> apps = IntStream.range(0, count)
                .mapToObj(number ->
                        Inventories.app("crema-" + number, null, number == 20 ? "performance-m" : "standard-2x", 2))
                .toList();
        return Inventories.inventory(
                apps,
                Stream.of(Inventories.database("postgresql-1", "standard-0", 15, 9_800_000_000L, "crema-0"))
                        .toList(),
                List.of(),
                List.of());
    }
}
