package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** The host name that Heroku gave. */
final class HerokuDomain extends Rule {

    HerokuDomain() {
        super("heroku-domain", INFO, "b39");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.domains().stream()
                .filter(domain -> !domain.custom())
                .map(domain -> finding(
                        domain.app() + " " + domain.hostname(),
                        "The app answers at " + domain.hostname() + ", too.",
                        "That name belongs to Heroku and ends with the app.",
                        "Look for it in webhooks, OAuth callbacks and mails, and use a domain of your own there.",
                        "/apps/" + domain.app() + "/domains"));
    }
}
