package dev.dynolift.audit;

import static dev.dynolift.inventory.Severity.BLOCKING;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.AddonServices;
import java.util.function.Consumer;

/** What add-ons need that nobody else speaks for. */
final class AddonRules {

    private AddonRules() {}

    static void check(Inventory inventory, Consumer<Finding> findings) {
        for (Addon addon : inventory.addons()) {
            String source = "/apps/" + addon.billingApp() + "/addons";
            String subject = addon.billingApp() + " " + addon.name();
            if (AddonServices.find(addon.service(), addon.plan()).isEmpty()) {
                findings.accept(new Finding(
                        "addon-unknown",
                        BLOCKING,
                        subject,
                        "The add-on service " + addon.service() + " is not known.",
                        "Nobody can tell what the app loses with it.",
                        "Look at it with `heroku addons:open " + addon.name()
                                + "`, then decide in plan.yaml whether it is" + " kept, replaced or dropped.",
                        source));
            }
            if (!addon.state().equals("provisioned")) {
                findings.accept(new Finding(
                        "addon-not-ready",
                        WARNING,
                        subject,
                        "The add-on is " + addon.state() + ".",
                        "What it sets and costs may still change.",
                        "Wait until Heroku has finished, then run the audit again.",
                        source));
            }
        }
    }
}
