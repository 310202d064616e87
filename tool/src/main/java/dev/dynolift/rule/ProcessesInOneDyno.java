package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command that starts several programs. */
final class ProcessesInOneDyno extends AppRule {

    private static final Pattern STARTER = Pattern.compile(
            "(?<![\\w-])(foreman|overmind|honcho|hivemind|goreman|supervisord|concurrently|npm-run-all|run-p|nf)(?![\\w-])"
                    + "|bin/start-(nginx|pgbouncer)|(?<![&>0-9])&(?![&>0-9])");

    ProcessesInOneDyno() {
        super("processes-in-one-dyno", WARNING, "t7");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.processes().stream()
                .filter(process -> STARTER.matcher(process.command()).find())
                .map(process -> finding(
                        app.name() + "/" + process.type(),
                        "The process " + process.type() + " starts several programs in one dyno.",
                        "They share its memory, cannot be scaled one by one, and a task ends when the starter ends.",
                        "Make each of them a line of the Procfile; then each becomes a service of its own.",
                        process.source()));
    }
}
