package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Space;
import dev.dynolift.inventory.SpaceNetwork.Peering;
import java.util.List;
import java.util.stream.Stream;

/** A VPC that a private space is peered with. */
final class SpacePeering extends Rule {

    SpacePeering() {
        super("space-peering", WARNING, "b41");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.spaces().stream().flatMap(space -> {
            List<Peering> peerings = space.network().peerings();
            return peerings == null ? Stream.empty() : peerings.stream().map(peering -> found(space, peering));
        });
    }

    private Finding found(Space space, Peering peering) {
        String vpc = peering.vpc() == null ? "a VPC" : "the VPC " + peering.vpc();
        String account = peering.account() == null ? "" : "account " + peering.account();
        String region = peering.region() == null ? "" : peering.region();
        String where = account + (account.isEmpty() || region.isEmpty() ? "" : ", ") + region;
        return finding(
                "space " + space.name() + " " + (peering.id() == null ? vpc : peering.id()),
                "The private space " + space.name() + " is peered with " + vpc
                        + (where.isEmpty() ? "" : " (" + where + ")")
                        + (peering.ranges().isEmpty() ? "" : ", which has " + String.join(", ", peering.ranges()))
                        + (peering.status() == null || peering.status().equals("active")
                                ? "."
                                : "; the peering is " + peering.status() + "."),
                "The apps reach what is there by private addresses; their new network is not joined with it, and can be"
                        + " only while no range of both overlaps. The plan keeps clear of it.",
                "Peer the new VPC with it, or move the apps into it, and let its security groups and routes name the new"
                        + " range instead of " + (space.cidr() == null ? "the space's" : space.cidr()) + ".",
                "/spaces/" + space.name() + "/peerings");
    }
}
