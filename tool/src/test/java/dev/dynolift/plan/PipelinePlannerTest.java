package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.AppDetails.GithubLink;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.plan.AppPlan.SecretsBy;
import dev.dynolift.plan.PipelinePlan.Service;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinePlannerTest extends PlanOnDisk {

    @ParameterizedTest
    @CsvSource({
        "Semaphore,.semaphore/semaphore.yml,SEMAPHORE,DETECTED",
        "GitHub Actions,.github/workflows/ci.yml,GITHUB,DETECTED",
        "CircleCI,.circleci/config.yml,NONE,DEFAULT"
    })
    void whoever_builds_an_app_today_goes_on(String today, String file, Service service, Source source) {
        PipelinePlan pipeline = pipeline(plan(built(delivery(today, file, "crema"))), "crema");

        assertThat(pipeline.service().value()).isEqualTo(service);
        assertThat(pipeline.service().source()).isEqualTo(source);
        assertThat(pipeline.service().consequence()).contains(service == Service.NONE ? today : file);
        assertThat(pipeline.isComplete()).as("nobody said which repository").isFalse();
    }

    @Test
    void the_pipeline_of_another_app_decides_nothing() {
        MigrationPlan plan = plan(built(delivery("Semaphore", ".semaphore/semaphore.yml", "another")));

        assertThat(pipeline(plan, "crema").service().value()).isEqualTo(Service.NONE);
    }

    @Test
    void the_pipeline_that_deploys_counts_more_than_one_that_tests() {
        MigrationPlan plan = plan(built(
                delivery("GitHub Actions", ".github/workflows/lint.yml"),
                delivery("Semaphore", ".semaphore/deploy.yml", (String) null)));

        assertThat(pipeline(plan, "crema").service().value()).isEqualTo(Service.SEMAPHORE);
    }

    @Test
    void a_choice_of_yours_stays_and_what_cannot_be_is_refused() throws Exception {
        plan(Inventories.crema());
        edit("service: none", "service: github");
        edit("repository: \"\"", "repository: crema-coffee/crema");
        edit("secrets: ecs", "secrets: runtime");

        MigrationPlan again = plan(Inventories.crema());

        assertThat(pipeline(again, "crema").isComplete()).isTrue();
        assertThat(pipeline(again, "crema-staging").service().value()).isEqualTo(Service.NONE);
        assertThat(again.apps().get(0).secrets())
                .extracting(Choice::value, Choice::source)
                .containsExactly(SecretsBy.RUNTIME, Source.YOURS);

        edit("branch: main", "branch: \"*\"");
        edit("crema-coffee/crema", "https://github.com/crema");
        assertThatThrownBy(() -> PlanFile.read(file()))
                .hasMessageContaining("`*` is no name of a single branch")
                .hasMessageContaining("is not the name of a repository");
    }

    @Test
    void production_has_the_branch_that_its_pipeline_is_known_to_build() {
        HerokuApp production = Inventories.app("crema", "production", "basic", 1);
        HerokuApp staging = Inventories.app("crema-staging", "staging", "basic", 1)
                .withDetails(deployedFrom(new GithubLink("crema-coffee/crema", "master", true, true)));

        MigrationPlan plan = plan(Inventories.inventory(List.of(production, staging), List.of(), List.of(), List.of()));

        assertThat(pipeline(plan, "crema").branch().value()).isEqualTo("master");
        assertThat(pipeline(plan, "crema").branch().source()).isEqualTo(Source.DETECTED);
        assertThat(pipeline(plan, "crema").branch().consequence()).contains("crema-staging");
    }

    @Test
    void an_app_of_another_pipeline_and_repository_tells_no_branch() {
        HerokuApp alone = Inventories.app("crema", null, "basic", 1);
        HerokuApp other = Inventories.app("roastery", null, "basic", 1)
                .withDetails(deployedFrom(new GithubLink("crema-coffee/roastery", "master", true, true)));

        MigrationPlan plan = plan(Inventories.inventory(List.of(alone, other), List.of(), List.of(), List.of()));

        assertThat(pipeline(plan, "crema").branch().value()).isEqualTo("main");
    }

    private static AppDetails deployedFrom(GithubLink link) {
        return new AppDetails(
                List.of(), List.of(), link, null, null, List.of(), List.of(), List.of(), null, List.of(), null, null);
    }

    private static PipelinePlan pipeline(MigrationPlan plan, String app) {
        return plan.apps().stream()
                .filter(each -> each.name().equals(app))
                .findFirst()
                .orElseThrow()
                .pipeline();
    }

    private static Inventory built(Delivery... deliveries) {
        return Inventories.crema()
                .withSurroundings(
                        new Surroundings(List.of(), List.of(deliveries), List.of(), List.of(), null, null, List.of()));
    }

    /** With a deployment for each of the apps, null being one that a variable names. */
    private static Delivery delivery(String service, String file, String... apps) {
        return new Delivery(
                service,
                "build",
                file,
                List.of("main"),
                List.of("test"),
                List.of(),
                Arrays.stream(apps)
                        .map(app -> new Delivery.Deployment(app, "git push", file))
                        .toList(),
                List.of());
    }
}
