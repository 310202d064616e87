package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** An app in a private space. */
final class PrivateSpace extends AppRule {

    PrivateSpace() {
        super("private-space", WARNING, "b41");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.space() != null,
                app.name(),
                "The app runs in the private space " + app.space() + ".",
                "Its trusted addresses and peerings are not part of the inventory, and others may have let its outbound"
                        + " addresses in, which AWS does not keep.",
                "Write them down with `heroku trusted-ips --space " + app.space()
                        + "` and `heroku spaces:peerings --space "
                        + app.space() + "`; tell the new outbound addresses"
                        + " to those who know the old ones.",
                "/apps/" + app.name());
    }
}
