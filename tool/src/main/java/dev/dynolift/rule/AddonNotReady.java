package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** An add-on that Heroku is still making or removing. */
final class AddonNotReady extends Rule {

    AddonNotReady() {
        super("addon-not-ready", WARNING, "b19");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.addons().stream()
                .filter(addon ->
                        !addon.state().equals("provisioned") && !addon.state().equals("assumed"))
                .map(addon -> finding(
                        addon.billingApp() + " " + addon.name(),
                        "The add-on is " + addon.state() + ".",
                        "What it sets and costs may still change.",
                        "Wait until Heroku has finished, then run the audit again.",
                        "/apps/" + addon.billingApp() + "/addons"));
    }
}
