package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.AddonServices;
import dev.dynolift.market.AddonServices.AddonService;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An add-on with data that dynolift does not move. */
final class AddonHoldsData extends Rule {

    private static final Set<String> CATEGORIES = Set.of("database", "files", "stream", "queue", "search");

    AddonHoldsData() {
        super("addon-holds-data", WARNING, "f-databases");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.addons().stream()
                // A cluster whose topics are known is told with them.
                .filter(addon -> addon.kafka() == null)
                .flatMap(addon -> holder(addon).stream().map(service -> finding(addon, service)));
    }

    private Finding finding(Addon addon, AddonService service) {
        String move = service.dataMove().replaceFirst("^yes(: )?", "");
        return finding(
                addon.billingApp() + " " + addon.name(),
                "The add-on " + addon.name() + " (" + addon.service() + ") holds data: " + service.category() + ".",
                "dynolift moves PostgreSQL; what this one holds stays behind, and is gone when the add-on is removed.",
                "Decide in plan.yaml what takes its place (" + service.target() + "), and move its data yourself"
                        + (move.isBlank() ? "" : ": " + move) + ".",
                "/apps/" + addon.billingApp() + "/addons");
    }

    /** What is known of the add-on, when its data would be left behind. */
    static Optional<AddonService> holder(Addon addon) {
        return AddonServices.find(addon.service(), addon.plan())
                .filter(service -> CATEGORIES.contains(service.category()))
                .filter(service -> service.strategy().startsWith("replace"));
    }

    /** Whether the app owns the add-on or uses it. */
    static boolean isOf(HerokuApp app, Addon addon) {
        return addon.billingApp().equals(app.name())
                || addon.attachments().stream()
                        .anyMatch(attachment -> attachment.app().equals(app.name()));
    }
}
