package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stops the move stops it until it is settled or accepted, whatever becomes of its lines. */
class BlockersTest extends PlanOnDisk {

    private static final String JOBS = "jobs-in-key-value-store crema redis-round-1";

    @Test
    void a_blocker_that_a_choice_has_settled_is_back_when_the_choice_is_taken_back() throws IOException {
        Inventory inventory = Inventories.crema();
        plan(inventory);
        Replanning decided = Replanning.of(
                inventory,
                Optional.of(file()),
                new PlanSettings(Optional.empty(), List.of("caches.crema-redis.move=copy")));
        decided.write(file());
        assertThat(PlanFile.read(file()).openBlockers()).isEmpty();

        edit("move: copy ", "move: fresh ");

        assertThat(PlanFile.read(file()).openBlockers())
                .extracting(Blocker::name)
                .containsExactly(JOBS);
        MigrationPlan again = plan(inventory);
        assertThat(again.openBlockers()).extracting(Blocker::name).containsExactly(JOBS);
        assertThat(again.findings()).noneMatch(finding -> finding.subject().startsWith("blockers"));
        assertThat(FindingsPage.text(again)).doesNotContain("Nothing stops the move");
        assertThat(PlanFile.read(file()).openBlockers()).hasSize(1);
    }

    @Test
    void a_blocker_whose_lines_were_deleted_stays() throws IOException {
        Inventory inventory = Inventories.crema();
        plan(inventory);
        String text = Files.readString(file());
        int blockers = text.indexOf("\nblockers:");
        assertThat(blockers).isPositive();
        int after = text.indexOf("\n\n", blockers);
        for (String instead : List.of("", "\nblockers: []", "\nblockers: none")) {
            Files.writeString(
                    file(), text.substring(0, blockers) + instead + (after < 0 ? "\n" : text.substring(after)));

            assertThat(PlanFile.read(file()).openBlockers())
                    .extracting(Blocker::name)
                    .containsExactly(JOBS);
            MigrationPlan again = plan(inventory);
            assertThat(again.openBlockers()).extracting(Blocker::name).containsExactly(JOBS);
            assertThat(again.findings()).noneMatch(finding -> finding.id().equals("removed-by-you"));
        }
    }

    @Test
    void what_was_accepted_stays_accepted() throws IOException {
        Inventory inventory = Inventories.crema();
        plan(inventory);
        edit("accepted: false", "accepted: true ");

        assertThat(PlanFile.read(file()).openBlockers()).isEmpty();
        plan(inventory);
        MigrationPlan again = plan(inventory);

        assertThat(again.openBlockers()).isEmpty();
        assertThat(again.blockers()).hasSize(1);
        assertThat(again.blockers().get(0).accepted().source()).isEqualTo(Source.YOURS);
    }

    @Test
    void a_command_that_was_written_anew_with_a_setting_settles_the_key_that_stood_in_it() throws IOException {
        Inventory inventory = Inventories.inventory(
                        List.of(Inventories.app(
                                "crema",
                                null,
                                List.of(Inventories.process("web", "TOKEN=[secret] bin/rails server", 1, "basic")),
                                List.of())),
                        List.of(),
                        List.of(),
                        List.of())
                .withFindings(List.of(new Finding(
                        "secret-in-command",
                        Severity.BLOCKING,
                        "crema, process type web",
                        "It has a key in its command.",
                        "",
                        "Put it into a setting.",
                        "/apps/crema")));
        assertThat(plan(inventory).openBlockers()).hasSize(1);

        edit("TOKEN=[secret] bin/rails server", "bin/rails server --token $TOKEN");

        assertThat(PlanFile.read(file()).openBlockers()).isEmpty();
        assertThat(plan(inventory).openBlockers()).isEmpty();
    }
}
