package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the jobs of Heroku Scheduler. It has no public API; its dashboard asks a service that Heroku does not document,
 * which may change or refuse at any time: https://gist.github.com/xoelop/1d22c9f592fa34aa51be5c3d6afa09db.
 */
final class ScheduleReading {

    private static final String SOURCE = "scheduler dashboard";

    private final Questions questions;

    ScheduleReading(Questions questions) {
        this.questions = questions;
    }

    List<ScheduledJob> read(String app, @Nullable String id, @Nullable RepositoryFacts repository) {
        String path = "/apps/" + (id == null ? app : id) + "/jobs";
        JsonNode answer = questions.scheduler(path).path("data");
        if (!answer.isArray()) {
            questions.find(new Finding(
                    "scheduler-unreadable",
                    Severity.BLOCKING,
                    app + " scheduler",
                    "The jobs of Heroku Scheduler could not be read.",
                    "Scheduler has no API, and the service behind its dashboard did not answer; jobs that nobody writes"
                            + " down stop with the app." + hint(repository),
                    "Run `heroku addons:open scheduler -a " + app
                            + "` and write each job into plan.yaml under `scheduledJobs`"
                            + " of " + app + ".",
                    path));
            return List.of();
        }
        List<ScheduledJob> jobs = new ArrayList<>();
        for (JsonNode job : answer) {
            JsonNode attributes = job.path("attributes");
            Integer every = Text.whole(attributes, "every");
            String size = Text.of(attributes, "dyno-size").toLowerCase(Locale.ROOT);
            int minutes = every == null ? 1440 : every;
            jobs.add(new ScheduledJob(
                    Text.of(attributes, "command"),
                    minutes,
                    minutes <= 10 ? null : Text.whole(attributes, "at"),
                    size.isEmpty() ? null : size,
                    SOURCE));
        }
        questions.find(new Finding(
                "scheduler-undocumented",
                Severity.INFO,
                app + " scheduler",
                jobs.size() + (jobs.size() == 1 ? " scheduled job was" : " scheduled jobs were")
                        + " read from the service behind Scheduler's dashboard.",
                "Heroku documents no API for it, so compare once by eye; all times are UTC.",
                "Run `heroku addons:open scheduler -a " + app + "` and compare with the inventory.",
                path));
        return jobs;
    }

    private static String hint(@Nullable RepositoryFacts repository) {
        return repository == null || repository.schedulerTasks().isEmpty()
                ? ""
                : " The repository has tasks that look like jobs: " + String.join(", ", repository.schedulerTasks())
                        + ".";
    }
}
