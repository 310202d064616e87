package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Set;
import java.util.stream.Stream;

/** Tasks that look like jobs of Heroku Scheduler. */
final class SchedulerHint extends AppRule {

    private static final Set<String> SCHEDULERS =
            Set.of("scheduler", "advanced-scheduler", "process-scheduler", "crontogo", "temporize");

    SchedulerHint() {
        super("scheduler-hint", WARNING, "b36");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        RepositoryFacts code = app.repository();
        if (code == null || !app.scheduledJobs().isEmpty()) {
            return Stream.empty();
        }
        if (!code.schedulerTasks().isEmpty()) {
            return Stream.of(hint(
                    app,
                    "lib/tasks/scheduler.rake has tasks, and no scheduled job is known: "
                            + String.join(", ", code.schedulerTasks()) + ".",
                    "lib/tasks/scheduler.rake"));
        }
        // With a login the add-on's own dashboard is asked.
        AppJson manifest = code.appJson();
        return manifest == null || app.id() != null
                ? Stream.empty()
                : manifest.addons().stream()
                        .filter(addon -> SCHEDULERS.contains(addon.replaceFirst(":.*", "")))
                        .map(addon -> hint(
                                app,
                                "app.json asks for the add-on " + addon + ", and no scheduled job is known.",
                                "app.json"));
    }

    private Finding hint(HerokuApp app, String what, String place) {
        return finding(
                app.name() + " scheduler",
                what,
                "Heroku Scheduler runs such tasks; its jobs stand nowhere but in its dashboard.",
                "Run `heroku addons:open scheduler -a " + app.name()
                        + "` and write each job into a file for --jobs-file, or into plan.yaml under `scheduledJobs` of "
                        + app.name() + ".",
                place);
    }
}
