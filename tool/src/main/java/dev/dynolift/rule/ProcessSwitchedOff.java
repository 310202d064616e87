package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.Set;
import java.util.stream.Stream;

/** A process type that runs no dyno today. */
final class ProcessSwitchedOff extends AppRule {

    /** The buildpack adds these; they are for people, not for running. */
    private static final Set<String> FOR_PEOPLE = Set.of("console", "rake");

    ProcessSwitchedOff() {
        super("process-switched-off", INFO, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.processes().stream()
                .filter(process -> process.quantity() == 0 && process.source().equals("formation"))
                .filter(process -> !FOR_PEOPLE.contains(process.type()))
                .map(process -> finding(
                        app.name() + "/" + process.type(),
                        "The process type " + process.type() + " has no dynos.",
                        "It does not run today, and is planned with no tasks, too.",
                        "Leave it out of plan.yaml when nobody needs it.",
                        "/apps/" + app.name() + "/formation"));
    }
}
