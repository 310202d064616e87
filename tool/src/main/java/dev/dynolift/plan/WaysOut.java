package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.AddonServices;
import dev.dynolift.market.AddonServices.AddonService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Add-ons that give apps one address for their requests: only NAT gateways can take their place. */
final class WaysOut {

    private WaysOut() {}

    /** The first such add-on that an app of an environment sends its requests through. */
    static Optional<String> addon(Estate estate, String environment) {
        return estate.inventory().addons().stream()
                .filter(addon -> isWayOut(addon.service(), addon.plan()))
                .filter(addon -> users(addon)
                        .filter(estate::has)
                        .anyMatch(app -> estate.environmentOf(app).value().equals(environment)))
                .map(Addon::name)
                .findFirst();
    }

    /** Add-ons that go while nothing takes their place, because somebody wants no NAT gateway. */
    static List<Finding> findings(MigrationPlan plan) {
        List<Finding> findings = new ArrayList<>();
        for (AppPlan app : plan.apps()) {
            Optional<EnvironmentPlan> network =
                    plan.environment(app.environment().value()).map(plan::networkOf);
            if (network.isEmpty() || network.get().natGateways().value() > 0) {
                continue;
            }
            for (AddonPlan addon : app.addons()) {
                if (addon.strategy().value() == AddonPlan.Strategy.REPLACE && isWayOut(addon.service(), addon.plan())) {
                    findings.add(unanswered(app, addon, network.get().name()));
                }
            }
        }
        return findings;
    }

    private static Finding unanswered(AppPlan app, AddonPlan addon, String environment) {
        return new Finding(
                "outbound-address-lost",
                Severity.WARNING,
                AddonPlanner.subject(app.name(), addon.name()),
                "Nothing takes the place of " + addon.service() + ": " + environment + " has no NAT gateway.",
                "Requests of " + app.name()
                        + " come from another address each time a task starts, and whoever lets only"
                        + " the add-on's address in refuses them.",
                "Write `natGateways: 1` for " + environment + ", or `strategy: keep` for " + addon.name() + ".",
                "plan");
    }

    private static Stream<String> users(Addon addon) {
        return Stream.concat(
                Stream.of(addon.billingApp()), addon.attachments().stream().map(Attachment::app));
    }

    private static boolean isWayOut(String service, String plan) {
        return AddonServices.find(service, plan).filter(AddonService::isWayOut).isPresent();
    }
}
