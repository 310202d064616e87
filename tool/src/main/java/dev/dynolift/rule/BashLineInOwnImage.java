package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A line that bash understands and the shell of an image of one's own may not. */
final class BashLineInOwnImage extends AppRule {

    private static final Pattern BASH = Pattern.compile(
            "\\[\\[ |<\\(|>\\(|&>|<<<|\\bwait -n\\b|\\bpipefail\\b|(^|[;&|] *)source |\\$\\{\\w+(//?|\\^|,|:\\d)|\\$'"
                    + "|(?<!\\$)\\{[^{}\\s]*(,|\\.\\.)[^{}\\s]*}");

    BashLineInOwnImage() {
        super("bash-line-in-own-image", WARNING, "b8");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        if (app.repository() == null || !app.repository().dockerfile()) {
            return Stream.empty();
        }
        return app.processes().stream()
                .filter(process -> BASH.matcher(process.command()).find())
                .map(process -> finding(
                        app.name() + "/" + process.type(),
                        "The command of " + process.type() + " is a line for bash.",
                        "In an image of the repository's own Dockerfile it runs by /bin/sh, which may be another shell"
                                + " and then fails or does something else. Images that dynolift writes run it by bash.",
                        "Where the plan keeps the Dockerfile (base: own), let the image have bash and write the command"
                                + " as bash -c '…'.",
                        process.source()));
    }
}
