package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command whose shell stands between the stop signal and the program. */
final class ShellKeepsSignals extends AppRule {

    private static final Pattern CHAIN = Pattern.compile("&&|\\|\\||;|(?<![|>])\\|(?!\\|)|(?<![&>0-9])&(?![&>0-9])");

    ShellKeepsSignals() {
        super("shell-keeps-signals", WARNING, "b4");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.processes().stream()
                .filter(process -> !process.command().contains("exec ")
                        && CHAIN.matcher(process.command()).find())
                .map(process -> finding(
                        app.name() + "/" + process.type(),
                        "The command of " + process.type() + " chains programs in a shell.",
                        "Heroku stops every process of a dyno; ECS tells only the first one, which here is the shell, and"
                                + " kills the rest when time is up.",
                        "Write `exec` before the last program of the command.",
                        process.source()));
    }
}
