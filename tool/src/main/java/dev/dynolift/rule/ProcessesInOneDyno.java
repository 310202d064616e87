package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.ProgramStarter;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command that starts several programs. */
final class ProcessesInOneDyno extends AppRule {

    private static final Pattern STARTER =
            Pattern.compile("(?<![\\w-])((foreman|overmind|honcho|goreman|forego|nf)(?!\\s+run\\b)"
                    + "|hivemind|supervisord|concurrently|npm-run-all|run-p)(?![\\w-])"
                    + "|bin/start-(nginx|pgbouncer)|(?<![&>0-9])&(?![&>0-9])");

    /** Rails' script for development, which starts foreman in most apps: what is in it, only the checkout tells. */
    private static final Pattern DEV = Pattern.compile("(?<![\\w-])bin/dev(?![\\w-])");

    ProcessesInOneDyno() {
        super("processes-in-one-dyno", WARNING, "t7");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.processes().stream()
                .filter(process -> startsSeveral(app, process))
                .map(process -> finding(
                        app.name() + "/" + process.type(),
                        "The process " + process.type() + " starts several programs in one dyno" + named(app, process)
                                + ".",
                        "They share its memory, cannot be scaled one by one, and a task ends when the starter ends.",
                        "Make each of them a line of the Procfile; then each becomes a service of its own.",
                        process.source()));
    }

    private static boolean startsSeveral(HerokuApp app, ProcessType process) {
        Optional<ProgramStarter> known = starter(app, process);
        return known.isPresent()
                // Told to start one of them, it is only a way to start that; others may stand beside it.
                ? known.get().programs().size() != 1
                        || STARTER.matcher(process.command()).results().count() > 1
                : STARTER.matcher(process.command()).find()
                        || app.repository() == null
                                && DEV.matcher(process.command()).find();
    }

    private static String named(HerokuApp app, ProcessType process) {
        return starter(app, process)
                .map(starter -> (starter.programs().isEmpty() ? "" : ": " + String.join(", ", starter.programs()))
                        + " (" + starter.file() + (starter.programs().isEmpty() ? ", which is not there)" : ")"))
                .orElse("");
    }

    /** What the checkout says of the same command; what runs at Heroku may be another. */
    private static Optional<ProgramStarter> starter(HerokuApp app, ProcessType process) {
        RepositoryFacts code = app.repository();
        return code == null || !process.command().equals(code.procfile().getOrDefault(process.type(), ""))
                ? Optional.empty()
                : code.needs().starters().stream()
                        .filter(starter -> starter.process().equals(process.type()))
                        .findFirst();
    }
}
