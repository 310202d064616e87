package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AppDetails.DynoState;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.stream.Stream;

/** Programs that somebody has started by hand and that still run. */
final class OneOffDynoRuns extends AppRule {

    OneOffDynoRuns() {
        super("one-off-dyno-runs", INFO, "b37");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        List<DynoState> dynos = app.details().dynos();
        int running = dynos == null
                ? 0
                : dynos.stream()
                        .filter(dyno ->
                                dyno.type().equals("run") && dyno.state().matches("up|starting"))
                        .mapToInt(DynoState::dynos)
                        .sum();
        return findingIf(
                running > 0,
                app.name(),
                (running == 1 ? "A one-off dyno of " : running + " one-off dynos of ")
                        + app.name()
                        + (running == 1 ? " runs." : " run."),
                "No formation tells of it, and neither maintenance mode nor scaling to zero stops it: it may write during"
                        + " the cutover.",
                "Look at `heroku ps -a " + app.name()
                        + "`: end it before the cutover, and make a process type of what has" + " to run for ever.",
                "/apps/" + app.name() + "/dynos");
    }
}
