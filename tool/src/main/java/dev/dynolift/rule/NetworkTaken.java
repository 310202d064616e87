package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A VPC whose addresses the plan would choose again. */
final class NetworkTaken extends Rule {

    NetworkTaken() {
        super("network-taken", INFO, "e4");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        AwsAccount account = inventory.surroundings().aws();
        if (account == null) {
            return Stream.empty();
        }
        return account.everywhere().stream()
                .flatMap(region -> region.networks().stream())
                .filter(network -> network.ranges().stream().anyMatch(range -> range.matches("10\\.[0-3]\\..*")))
                .map(network -> finding(
                        network.id(),
                        "The VPC " + network.id() + " has the addresses " + String.join(", ", network.ranges()) + ".",
                        "Networks that overlap can never be connected; the plan chooses among the ranges that are free.",
                        "Nothing now; whoever edits `vpcCidr` in plan.yaml keeps clear of it.",
                        "ec2:DescribeVpcs"));
    }
}
