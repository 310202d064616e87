package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppDetails.DynoState;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dynos that Heroku could not keep running. */
final class DynosCrashed extends AppRule {

    DynosCrashed() {
        super("dynos-crashed", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        List<DynoState> dynos = app.details().dynos();
        List<DynoState> crashed = dynos == null
                ? List.of()
                : dynos.stream()
                        .filter(dyno -> dyno.state().equals("crashed")
                                && app.process(dyno.type()).isPresent())
                        .toList();
        return findingIf(
                !crashed.isEmpty(),
                app.name(),
                "Heroku could not keep all dynos of " + app.name() + " running; crashed: "
                        + crashed.stream()
                                .map(dyno -> dyno.dynos() + " of " + dyno.type())
                                .collect(Collectors.joining(", "))
                        + ".",
                "What does not run at Heroku does not run on AWS either, and there a deployment waits for it and is then"
                        + " taken back.",
                "Look at `heroku ps -a " + app.name() + "` and `heroku logs -a " + app.name()
                        + "`, and mend it or switch it off before the move.",
                "/apps/" + app.name() + "/dynos");
    }
}
