package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessPlanTest extends PlanOnDisk {

    @Test
    void roles_are_made_where_somebody_pays_for_three_zones_and_nowhere_else() {
        assertThat(enabled(Preset.SMALL)).containsExactly(false, false);
        assertThat(enabled(Preset.STANDARD)).containsExactly(false, false);
        assertThat(enabled(Preset.HA)).containsExactly(true, false);
    }

    @Test
    void one_environment_makes_the_trail() {
        assertThat(planned(Preset.HA).environments())
                .extracting(environment -> environment.access().trail().value())
                .containsExactly(true, false);
    }

    @Test
    void an_edit_stays_when_planned_again() throws IOException {
        plan(Inventories.crema());
        edit("      enabled: false", "      enabled: true");
        edit("      keepDays: 400", "      keepDays: 1096");

        MigrationPlan again = plan(Inventories.crema());

        AccessPlan access = again.environments().get(0).access();
        assertThat(access.makesTrail()).isTrue();
        assertThat(access.keepDays().value()).isEqualTo(1096);
        assertThat(access.enabled().source()).isEqualTo(Source.YOURS);
        assertThat(again.environments().get(1).access().enabled().value()).isFalse();
    }

    @Test
    void a_plan_of_before_there_was_a_choice_has_no_roles() throws IOException {
        plan(Inventories.crema());
        String text = Files.readString(file());
        Files.writeString(
                file(), text.replaceAll("(?m)^    # Who may do what.*\\R    access:\\R(      .*\\R| {40,}.*\\R)+", ""));
        Files.delete(folder.resolve(".plan-base.yaml"));
        assertThat(Files.readString(file())).doesNotContain("access:");

        assertThat(PlanFile.read(file()).environments())
                .noneMatch(environment -> environment.access().enabled().value());
    }

    @Test
    void refuses_what_aws_does_not_take_all_at_once() throws IOException {
        plan(Inventories.crema());
        edit("principals: []", "principals: [everybody]");
        edit("sessionHours: 1 ", "sessionHours: 24 ");
        edit("keepDays: 400", "keepDays: 300");
        edit("lock: governance", "lock: none");

        assertThatThrownBy(() -> PlanFile.read(file()))
                .hasMessageContaining("`everybody` cannot take on a role")
                .hasMessageContaining("`sessionHours` is 24")
                .hasMessageContaining("CloudWatch keeps no logs for 300 days")
                .hasMessageContaining("`lock` is `none`");
    }

    @Test
    void a_role_is_no_person_and_would_be_refused_by_aws() throws IOException {
        plan(Inventories.crema());
        edit("principals: []", "principals: [arn:aws:iam::123456789012:role/Administrator]");

        assertThatThrownBy(() -> PlanFile.read(file()))
                .hasMessageContaining("a role shows no second factor of its own");
    }

    @Test
    void costs_are_told_and_without_roles_there_are_none() {
        assertThat(lines(Preset.STANDARD)).noneMatch(line -> line.subject().contains("trail"));
        assertThat(lines(Preset.HA))
                .filteredOn(line -> line.environment().equals("production"))
                .filteredOn(line -> line.subject().matches(".*(trail|key|break-glass).*"))
                .extracting(CostLine::subject, CostLine::monthlyCents)
                .containsExactly(
                        tuple("2 encryption keys", 200L),
                        tuple("trail", 0L),
                        tuple("trail's log", 50L),
                        tuple("alarms on break-glass and root", 30L));
    }

    private static List<CostLine> lines(Preset preset) {
        return CostEstimate.of(planned(preset), Inventories.crema()).lines(CostLine.Side.AWS);
    }

    private static List<Boolean> enabled(Preset preset) {
        return planned(preset).environments().stream()
                .map(environment -> environment.access().enabled().value())
                .toList();
    }

    private static MigrationPlan planned(Preset preset) {
        return Replanning.of(Inventories.crema(), Optional.empty(), new PlanSettings(Optional.of(preset), List.of()))
                .plan();
    }
}
