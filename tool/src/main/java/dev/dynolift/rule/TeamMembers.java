package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.RoleCount;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People who have their rights by being in a team. */
final class TeamMembers extends Rule {

    TeamMembers() {
        super("team-members", INFO, "b45");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.payers().stream().flatMap(this::found);
    }

    private Stream<Finding> found(Payer payer) {
        List<RoleCount> members = payer.members();
        if (members == null || members.isEmpty()) {
            return Stream.empty();
        }
        Integer alone = payer.withoutSecondFactor();
        String roles =
                members.stream().map(role -> role.people() + " " + role.role()).collect(Collectors.joining(", "));
        return Stream.of(finding(
                alone != null && alone > 0 ? WARNING : INFO,
                "team " + payer.team(),
                "The team " + payer.team() + " has people with these roles: " + roles + "."
                        + (alone == null || alone == 0 ? "" : " " + alone + " of them log in with a password alone."),
                "Their rights at Heroku come with the team; AWS knows none of them, and nobody is to have more there than"
                        + " he needs.",
                "Run `dynolift access`, which says what comes to as much on AWS; `access` in plan.yaml makes the roles, with a"
                        + " second factor.",
                "/teams/" + payer.team() + "/members"));
    }
}
