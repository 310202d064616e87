package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A web process whose command names its port. */
final class FixedPortInCommand extends AppRule {

    private static final Pattern PORT =
            Pattern.compile("\\s(?:-p|--port|-b|--bind|--listen|-l)[ =]?(?:[\\w./\\[\\]-]*:)*\\d{2,5}(?=\\s|$)");

    FixedPortInCommand() {
        super("fixed-port-in-command", WARNING, "b10");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        return app.process("web").stream()
                .filter(web -> PORT.matcher(web.command()).find()
                        && !web.command().contains("$PORT")
                        && !web.command().contains("${PORT"))
                .map(web -> finding(
                        app.name() + "/web",
                        "The command of web names a port of its own.",
                        "The load balancer asks at the port that PORT says; at Heroku, too, such a dyno is ended after a"
                                + " minute (R10), so this may not be what runs there.",
                        "Write $PORT in its place.",
                        web.source()));
    }
}
