package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.AddonServices;
import dev.dynolift.market.AddonServices.AddonService;
import java.util.stream.Stream;

/** An add-on that gives the app a fixed outbound address. */
final class OutboundAddressAddon extends Rule {

    OutboundAddressAddon() {
        super("outbound-address-addon", WARNING, "b41");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.addons().stream()
                .filter(addon -> AddonServices.find(addon.service(), addon.plan())
                        .filter(AddonService::isWayOut)
                        .isPresent())
                .map(addon -> finding(
                        addon.billingApp() + " " + addon.name(),
                        "Requests of " + addon.billingApp() + " go out through " + addon.service() + ".",
                        "Somebody allows that address and nobody else; on AWS requests come from the NAT gateway's.",
                        "Ask them to allow the new address before the cutover.",
                        "/apps/" + addon.billingApp() + "/addons"));
    }
}
