package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.LogDrain;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Places that read the log lines. */
final class LogDrains extends AppRule {

    static final String ON_AWS =
            "On AWS a function sends them on in the same form, as soon as it has the address. An address holds tokens, so it is"
                    + " never copied by itself. Heroku's own lines (`heroku[router]`) no longer come.";

    static final String PUT_IN =
            "After the apply put each address, which `heroku drains --json -a APP` says, into the secret that"
                    + " infra/README.md names; `logDrains` in plan.yaml switches one off or adds one.";

    LogDrains() {
        super("log-drains", WARNING, "b35");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        if ("fir".equals(app.generation())) {
            return telemetry(app);
        }
        String addons = app.drains().stream()
                .map(LogDrain::addon)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return findingIf(
                !app.drains().isEmpty(),
                app.name(),
                "Log lines are sent to " + hosts(app.drains()) + ".",
                ON_AWS + (addons.isEmpty() ? "" : " The addresses of " + addons + " end with the add-ons."),
                PUT_IN.replace("APP", app.name())
                        + (addons.isEmpty()
                                ? ""
                                : " In place of " + addons
                                        + " get a log destination of an account of your own at the vendor, and say `forward: true`;"
                                        + " without one, read the lines in CloudWatch."),
                "/apps/" + app.name() + "/log-drains");
    }

    private Stream<Finding> telemetry(HerokuApp app) {
        return findingIf(
                !app.drains().isEmpty(),
                app.name(),
                "Telemetry is sent to " + hosts(app.drains()) + ".",
                "An app of the Fir generation tells its drains OpenTelemetry. On AWS nothing sends it, and the lines stay in"
                        + " CloudWatch.",
                "Have the app send OpenTelemetry itself, or set `forward: true` under `logDrains` of " + app.name()
                        + " in plan.yaml when its reader takes plain log lines, too.",
                "/apps/" + app.name() + "/telemetry-drains");
    }

    static String hosts(List<LogDrain> drains) {
        return drains.stream().map(LogDrain::host).distinct().collect(Collectors.joining(", "));
    }
}
