package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.CodeNeeds;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.market.DynoSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says of a process, so that it runs as it did in a dyno. */
class RunningProcessPlanTest {

    @ParameterizedTest
    @CsvSource({"8,30", "25,30", "40,45", "300,120"})
    void a_worker_is_killed_later_than_sidekiq_gives_up(int sidekiq, int stop) {
        AppPlan app = plan("standard-1x", code(sidekiq, List.of(), List.of()));

        assertThat(service(app, "worker").stopTimeoutSeconds().value()).isEqualTo(stop);
        assertThat(service(app, "web").stopTimeoutSeconds().value()).isEqualTo(30);
    }

    @Test
    void a_connection_is_kept_longer_by_the_app_than_by_the_load_balancer() {
        for (List<Library> libraries : List.of(List.<Library>of(), List.of(new Library("actioncable", "7.1.3")))) {
            AppPlan app = plan("standard-1x", code(25, libraries, List.of()));

            int idle = app.webService()
                    .orElseThrow()
                    .web()
                    .orElseThrow()
                    .idleTimeoutSeconds()
                    .value();
            assertThat(idle).as("Heroku's 55 seconds between bytes").isGreaterThan(55);
            assertThat(Integer.parseInt(variables(app).get("PUMA_PERSISTENT_TIMEOUT")))
                    .isGreaterThan(idle);
        }
    }

    @Test
    void a_task_has_no_less_memory_than_its_dyno_had() {
        assertThat(DynoSizes.all()).isNotEmpty().allSatisfy(dyno -> {
            ServicePlan web = service(plan(dyno.name(), code(25, List.of(), List.of())), "web");
            // What is larger than all that Fargate has is a blocker of the plan.
            assertThat(web.memoryMib().value()).isGreaterThanOrEqualTo(Math.min(dyno.memoryMib(), 122880));
        });
    }

    @Test
    void a_process_has_longer_to_boot_than_at_heroku_and_finds_its_port() {
        AppPlan app = plan("standard-1x", code(25, List.of(), List.of()));

        WebPlan web = app.webService().orElseThrow().web().orElseThrow();
        assertThat(web.healthCheckGraceSeconds().value()).isGreaterThanOrEqualTo(60);
        assertThat(variables(app))
                .containsEntry("PORT", String.valueOf(web.port().value()));
        assertThat(variables(app))
                .containsEntry("LANG", "en_US.UTF-8")
                .containsEntry("RAILS_ENV", "production")
                .containsEntry("RAILS_LOG_TO_STDOUT", "enabled")
                .containsEntry("MALLOC_ARENA_MAX", "2");
    }

    @Test
    void what_the_code_reads_of_a_dyno_is_said_to_a_task_and_nothing_else() {
        AppPlan app = plan(
                "standard-1x",
                code(25, List.of(), List.of("HEROKU_APP_NAME", "HEROKU_RELEASE_VERSION", "DYNO", "HEROKU_PR_NUMBER")));

        assertThat(variables(app))
                .containsEntry("HEROKU_APP_NAME", "crema")
                .containsEntry("HEROKU_RELEASE_VERSION", "")
                .containsEntry("DYNO", "run")
                .doesNotContainKeys("HEROKU_PR_NUMBER", "HEROKU_SLUG_COMMIT");
        assertThat(variables(plan("standard-1x", code(25, List.of(), List.of()))))
                .as("libraries that find DYNO believe that they are at Heroku")
                .doesNotContainKey("DYNO");
    }

    @Test
    void as_many_run_as_at_heroku() {
        AppPlan app = plan(SketchedApp.called("crema")
                .processes(List.of(
                        new ProcessType("web", "bin/web", 3, "standard-1x", "formation"),
                        new ProcessType("mails", "bin/mails", 0, "standard-1x", "formation")))
                .app());

        assertThat(service(app, "web").count().value()).isEqualTo(3);
        assertThat(service(app, "mails").count().value()).isZero();
    }

    @Test
    void a_python_process_has_what_its_buildpack_sets() {
        Map<String, String> served = variables(plan(
                "heroku/python", "standard-1x", code(null, List.of(new Library("gunicorn", "23.0.0")), List.of())));

        assertThat(served)
                .containsEntry("FORWARDED_ALLOW_IPS", "*")
                .containsEntry("GUNICORN_CMD_ARGS", "--access-logfile -")
                .containsEntry("PYTHONPATH", "/app")
                .containsEntry("LANG", "en_US.UTF-8");
        assertThat(variables(plan("heroku/python", "standard-1x", code(null, List.of(), List.of()))))
                .doesNotContainKey("GUNICORN_CMD_ARGS");
    }

    @ParameterizedTest
    @CsvSource({
        "heroku/python,standard-1x,2",
        "heroku/python,standard-2x,4",
        "heroku/python,performance-m,5",
        "heroku/nodejs,standard-2x,2",
        "heroku/nodejs,performance-l,28",
        "heroku/ruby,standard-1x,"
    })
    void a_node_or_python_process_starts_as_many_as_its_dyno_had_room_for(
            String buildpack, String dyno, @Nullable String processes) {
        assertThat(service(plan(buildpack, dyno, code(null, List.of(), List.of())), "web").variables().stream()
                        .filter(variable -> variable.name().equals("WEB_CONCURRENCY"))
                        .map(variable -> variable.value().value())
                        .findFirst()
                        .orElse(null))
                .isEqualTo(processes);
    }

    private static AppPlan plan(String dyno, RepositoryFacts code) {
        return plan("heroku/ruby", dyno, code);
    }

    private static AppPlan plan(String buildpack, String dyno, RepositoryFacts code) {
        return plan(SketchedApp.called("crema")
                .buildpacks(List.of(buildpack))
                .processes(List.of(
                        new ProcessType("web", "bundle exec puma", 1, dyno, "formation"),
                        new ProcessType("worker", "bundle exec sidekiq", 1, dyno, "formation")))
                .code(code)
                .app());
    }

    private static AppPlan plan(HerokuApp app) {
        return Planner.plan(Inventories.inventory(List.of(app), List.of(), List.of(), List.of()), Optional.empty())
                .apps()
                .get(0);
    }

    private static ServicePlan service(AppPlan app, String name) {
        return app.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> variables(AppPlan app) {
        return app.variables().stream().collect(Collectors.toMap(VariablePlan::name, variable -> variable.value()
                .value()));
    }

    private static RepositoryFacts code(@Nullable Integer shutdown, List<Library> more, List<String> read) {
        return new RepositoryFacts(
                "ruby",
                List.of(new Library("rails", "7.1.3")),
                more,
                "3.3.4",
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                null,
                false,
                false,
                false,
                !more.isEmpty(),
                true,
                null,
                null,
                null,
                shutdown,
                null,
                null,
                "/up",
                List.of(),
                read.stream()
                        .map(name -> new SourceMention("config/app.rb", 1, SourceMention.Kind.HEROKU_SETTING, name))
                        .toList(),
                null,
                CodeNeeds.NONE);
    }
}
