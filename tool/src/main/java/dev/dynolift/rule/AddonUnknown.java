package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.AddonServices;
import java.util.stream.Stream;

/** An add-on that nobody can speak for. */
final class AddonUnknown extends Rule {

    AddonUnknown() {
        super("addon-unknown", BLOCKING, "t9");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.addons().stream()
                .filter(addon ->
                        AddonServices.find(addon.service(), addon.plan()).isEmpty())
                .map(addon -> finding(
                        addon.billingApp() + " " + addon.name(),
                        "The add-on service " + addon.service() + " is not known.",
                        "Nobody can tell what the app loses with it.",
                        "Look at it with `heroku addons:open " + addon.name() + " -a " + addon.billingApp()
                                + "`, then decide in plan.yaml whether it is kept, replaced or dropped.",
                        "/apps/" + addon.billingApp() + "/addons"));
    }
}
