package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of forty apps that stand in one network. */
class ManyAppsPlanTest extends PlanOnDisk {

    @Test
    void a_reason_is_given_once_and_what_differs_stands_out() throws IOException {
        Inventory forty = apps(40);
        MigrationPlan plan = plan(forty);

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSizeLessThan(40 * 110);
        assertThat(lines.stream().filter(line -> line.contains("time to finish after SIGTERM")))
                .hasSizeBetween(1, 3);
        assertThat(lines.stream().filter(line -> line.contains("default: as for crema-0")))
                .hasSizeGreaterThan(39);
        // One of them is larger, and says why.
        assertThat(lines.stream()
                        .filter(line -> line.contains("memoryMib") && line.contains("for a performance-M dyno")))
                .isNotEmpty();
        assertThat(plan.environments()).hasSize(1);
    }

    @Test
    void edits_stay_among_many_and_get_the_whole_reason() throws IOException {
        Inventory forty = apps(40);
        plan(forty);
        String text = Files.readString(file());
        int at = text.indexOf("stopTimeoutSeconds: 30", text.indexOf("- name: crema-17\n"));
        Files.writeString(
                file(),
                text.substring(0, at) + "stopTimeoutSeconds: 90"
                        + text.substring(at + "stopTimeoutSeconds: 30".length()));

        MigrationPlan again = plan(forty);

        ServicePlan edited = again.apps().stream()
                .filter(app -> app.name().equals("crema-17"))
                .findFirst()
                .orElseThrow()
                .services()
                .get(0);
        assertThat(edited.stopTimeoutSeconds().value()).isEqualTo(90);
        assertThat(edited.stopTimeoutSeconds().source()).isEqualTo(Source.YOURS);
        assertThat(edited.stopTimeoutSeconds().consequence()).contains("time to finish after SIGTERM");
        String second = Files.readString(file());
        plan(forty);
        assertThat(Files.readString(file())).isEqualTo(second);
    }

    @Test
    void a_few_apps_are_told_one_by_one() throws IOException {
        plan(apps(3));

        assertThat(Files.readString(file())).doesNotContain("as for crema-0");
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
