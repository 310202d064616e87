package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A DNS provider's rules that act on the apps' traffic. */
final class RulesOnTraffic extends Rule {

    RulesOnTraffic() {
        super("rules-on-traffic", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().zones().stream()
                .filter(zone -> !zone.rules().isEmpty())
                .map(zone -> finding(
                        zone.name(),
                        zone.provider() + " acts on traffic of " + zone.name() + ": "
                                + zone.rules().stream()
                                        .map(rule -> rule.kind() + " " + rule.pattern() + " (" + rule.action() + ")")
                                        .collect(Collectors.joining("; "))
                                + ".",
                        "Redirects, caches and workers stay in force after the switch, and may name Heroku.",
                        "Look at each, and try it against the load balancer's own name before the cutover.",
                        "/zones/" + zone.name()));
    }
}
