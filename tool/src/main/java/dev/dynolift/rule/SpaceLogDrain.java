package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.LogDrain;
import java.util.List;
import java.util.stream.Stream;

/** A place that reads the log lines of all apps of a private space. */
final class SpaceLogDrain extends Rule {

    SpaceLogDrain() {
        super("space-log-drain", WARNING, "b35");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.spaces().stream().flatMap(space -> {
            List<LogDrain> drains = space.network().logDrains();
            return drains == null || drains.isEmpty()
                    ? Stream.empty()
                    : Stream.of(finding(
                            "space " + space.name(),
                            "Log lines of all apps of the private space " + space.name() + " are sent to "
                                    + LogDrains.hosts(drains) + ".",
                            LogDrains.ON_AWS + " Each app has a function and a secret of its own.",
                            "After the apply put the address, which `heroku spaces:drains:get --json --space "
                                    + space.name()
                                    + "` says, into the secrets that infra/README.md names; `logDrains` in plan.yaml switches it"
                                    + " off for an app.",
                            "/spaces/" + space.name() + "/log-drain"));
        });
    }
}
