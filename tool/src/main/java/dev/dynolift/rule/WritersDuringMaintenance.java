package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes that go on writing behind the maintenance page. */
final class WritersDuringMaintenance extends AppRule {

    WritersDuringMaintenance() {
        super("writers-during-maintenance", INFO, "b38");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        List<String> writers = app.processes().stream()
                .filter(process -> process.quantity() > 0 && !process.type().equals("web"))
                .map(ProcessType::type)
                .collect(Collectors.toCollection(ArrayList::new));
        boolean scheduler = !app.scheduledJobs().isEmpty();
        if (scheduler) {
            writers.add("Scheduler's jobs");
        }
        return findingIf(
                !writers.isEmpty(),
                app.name(),
                "Maintenance mode does not stop " + String.join(", ", writers) + ".",
                "It only keeps web requests away; whatever else runs goes on writing to the database.",
                "Nothing by hand: the cutover scales them to zero and refuses writes."
                        + (scheduler
                                ? " Scheduler's own jobs fail loudly meanwhile; remove them in its dashboard before."
                                : ""),
                told(
                        app,
                        "/formation",
                        app.processes().isEmpty() ? "" : app.processes().get(0).source()));
    }
}
