package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.Map;
import java.util.stream.Stream;

/** Jobs of an add-on that does what Heroku Scheduler does, and that nobody wrote down. */
final class SchedulerTwinUnread extends Rule {

    /** Each has a dashboard and an API of its own, with a login that Heroku's does not open. */
    private static final Map<String, String> TWINS = Map.of(
            "crontogo", "Cron To Go",
            "advanced-scheduler", "Advanced Scheduler",
            "temporize", "Temporize Scheduler");

    SchedulerTwinUnread() {
        super("scheduler-jobs-unknown", BLOCKING, "b36");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.addons().stream()
                .filter(addon -> TWINS.containsKey(addon.service()))
                .flatMap(addon -> inventory.app(addon.billingApp()).stream()
                        // Without a login nothing is known of any add-on's jobs, which is told otherwise.
                        .filter(app -> app.id() != null
                                && app.scheduledJobs().stream()
                                        .noneMatch(job -> job.source().equals("yours")))
                        .map(app -> finding(
                                app.name() + " " + addon.name(),
                                "The jobs of " + TWINS.get(addon.service()) + " could not be read.",
                                "Heroku does not know them; jobs that nobody writes down stop with the app.",
                                "Run `heroku addons:open " + addon.name() + " -a " + app.name()
                                        + "` and write each job into a file for --jobs-file; or into plan.yaml under"
                                        + " `scheduledJobs` of " + app.name()
                                        + ", which takes any cron expression, and say `accepted: true` of this blocker.",
                                "/apps/" + app.name() + "/addons")));
    }
}
