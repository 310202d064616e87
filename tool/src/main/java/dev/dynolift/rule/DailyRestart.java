package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.StaticSite;
import java.util.stream.Stream;

/** Processes that Heroku restarts every day. */
final class DailyRestart extends AppRule {

    DailyRestart() {
        super("daily-restart", INFO, "b5");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        boolean runs = !StaticSite.isAllOf(app) && app.processes().stream().anyMatch(process -> process.quantity() > 0);
        return findingIf(
                runs,
                app.name(),
                "Heroku restarts every dyno about once a day.",
                "A task on AWS runs until the next deploy; memory that leaks adds up, and caches in memory get old.",
                "Watch the memory of the first week; restart by a schedule when it grows.",
                told(
                        app,
                        "/formation",
                        app.processes().isEmpty() ? "" : app.processes().get(0).source()));
    }
}
