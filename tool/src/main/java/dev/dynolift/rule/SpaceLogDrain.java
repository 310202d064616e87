package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.LogDrain;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A place that reads the log lines of all apps of a private space. */
final class SpaceLogDrain extends Rule {

    SpaceLogDrain() {
        super("space-log-drain", INFO, "b35");
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
                                    + drains.stream().map(LogDrain::host).collect(Collectors.joining(", ")) + ".",
                            "Logs go to CloudWatch on AWS; nothing forwards them by itself.",
                            "Add a subscription to the log groups when somebody reads them there.",
                            "/spaces/" + space.name() + "/log-drain"));
        });
    }
}
