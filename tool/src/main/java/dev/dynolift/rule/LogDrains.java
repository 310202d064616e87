package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.LogDrain;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Places that read the log lines. */
final class LogDrains extends AppRule {

    LogDrains() {
        super("log-drains", INFO, "b35");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        String hosts = app.drains().stream().map(LogDrain::host).distinct().collect(Collectors.joining(", "));
        return findingIf(
                !hosts.isEmpty(),
                app.name(),
                "Log lines are sent to " + hosts + ".",
                "Logs go to CloudWatch on AWS; nothing forwards them by itself.",
                "Add a subscription to the log groups when somebody reads them there.",
                "/apps/" + app.name() + "/log-drains");
    }
}
