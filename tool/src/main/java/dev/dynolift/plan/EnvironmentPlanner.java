package dev.dynolift.plan;

import dev.dynolift.market.ServicePrices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides on the network and the habits of each environment. */
final class EnvironmentPlanner {

    private final Estate estate;
    private final FreeNetworks networks;

    EnvironmentPlanner(Estate estate) {
        this.estate = estate;
        this.networks = new FreeNetworks(estate);
    }

    List<EnvironmentPlan> environments() {
        List<EnvironmentPlan> environments = new ArrayList<>();
        for (String name : estate.environmentNames()) {
            environments.add(environment(name));
        }
        return environments;
    }

    private EnvironmentPlan environment(String name) {
        boolean production = estate.isProduction(name);
        boolean everywhere = estate.preset() == Preset.HA && production;
        return new EnvironmentPlan(
                name,
                networks.next(name),
                everywhere
                        ? Choice.byDefault(
                                3, "three data centres: the app outlives the loss of one without a full house")
                        : Choice.byDefault(2, "two data centres, the least that a load balancer takes"),
                natGateways(name, everywhere),
                production
                        ? Choice.byDefault(
                                estate.preset() == Preset.SMALL ? 14 : 30, "days of output kept in CloudWatch")
                        : Choice.byDefault(7, "days of output kept in CloudWatch"),
                production
                        ? Choice.byDefault(
                                true, "databases and load balancers refuse to be destroyed until you set this to false")
                        : Choice.byDefault(false, "terraform destroy takes everything here, data too"),
                EnvironmentPlan.NOBODY_TOLD,
                EnvironmentPlan.NOTHING_IMPORTED,
                EnvironmentPlan.WHILE_DATA_MOVES,
                NetworkPlan.of(estate, estate.regionOf(name), production, everywhere ? 3 : 2),
                // Who pays for three zones has somebody to answer to; for others it would be a trail that nobody reads.
                AccessPlan.of(everywhere, name.equals(estate.environmentNames().get(0))),
                PlacePlan.WITH_THE_PLAN,
                EncryptionKey.OF_AWS);
    }

    private Choice<Integer> natGateways(String environment, boolean everywhere) {
        String price = Money.monthly(ServicePrices.of("NAT Gateway", "hour", estate.regionOf(environment))
                        .usd()
                * ServicePrices.HOURS_PER_MONTH);
        Optional<String> addon = WaysOut.addon(estate, environment);
        if (estate.preset() == Preset.SMALL && addon.isPresent()) {
            return Choice.byDefault(
                    1,
                    "takes the place of " + addon.get() + ", " + price
                            + ": whoever lets only the add-on's address in needs one that stays");
        }
        if (estate.preset() == Preset.SMALL) {
            return Choice.byDefault(
                    0,
                    "tasks have public addresses, closed to the world, and no fixed way out; 1 costs " + price
                            + " and gives them one");
        }
        return everywhere
                ? Choice.byDefault(
                        3,
                        "one for each zone, " + price
                                + " each; calls to other services leave from three fixed addresses")
                : Choice.byDefault(
                        1,
                        "one way out with a fixed address, " + price
                                + "; when its zone fails, calls to other services fail too; 0 gives tasks public addresses instead");
    }
}
