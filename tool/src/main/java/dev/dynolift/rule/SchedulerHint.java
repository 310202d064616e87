package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Tasks that look like jobs of Heroku Scheduler. */
final class SchedulerHint extends AppRule {

    SchedulerHint() {
        super("scheduler-hint", WARNING, "b36");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        RepositoryFacts code = app.repository();
        return findingIf(
                code != null
                        && !code.schedulerTasks().isEmpty()
                        && app.scheduledJobs().isEmpty(),
                app.name() + " scheduler",
                "lib/tasks/scheduler.rake has tasks, and no scheduled job is known: "
                        + (code == null ? "" : String.join(", ", code.schedulerTasks())) + ".",
                "Heroku Scheduler runs such tasks; its jobs stand nowhere but in its dashboard.",
                "Run `heroku addons:open scheduler` and write each job into plan.yaml under `schedules`.",
                "lib/tasks/scheduler.rake");
    }
}
