package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides who goes on reading an app's log lines: its own drains, and those of the private space that it runs in. */
final class LogDrainPlanner {

    private final Estate estate;
    private final AddonPlanner addons;

    LogDrainPlanner(Estate estate, AddonPlanner addons) {
        this.estate = estate;
        this.addons = addons;
    }

    List<LogDrainPlan> drains(HerokuApp app) {
        List<LogDrainPlan> plans = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LogDrain drain : app.drains()) {
            plans.add(new LogDrainPlan(name(drain, names), leadsTo(drain), forward(app, drain)));
        }
        estate.inventory().spaces().stream()
                .filter(space -> space.name().equals(app.space()))
                .map(space -> space.network().logDrains())
                .filter(drains -> drains != null)
                .flatMap(List::stream)
                .forEach(
                        drain -> plans.add(
                                new LogDrainPlan(
                                        name(drain, names),
                                        leadsTo(drain),
                                        Choice.detected(
                                                true,
                                                "that of the whole private space at Heroku; gets lines once its address is in its secret"))));
        return plans;
    }

    /** Files write no lines: whoever reads along is told so in place of what the audit says of drains. */
    List<LogDrainPlan> ofSite(HerokuApp app) {
        if (!app.drains().isEmpty()) {
            estate.find(
                    "log-drains",
                    Severity.INFO,
                    app.name(),
                    "Log lines are sent to "
                            + app.drains().stream()
                                    .map(LogDrain::host)
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + ", and files on AWS write none.",
                    "At Heroku they told of requests; CloudFront answers those, and writes nothing down by itself.",
                    "Tell whoever reads there. If requests are counted, switch CloudFront's standard logs on.");
        }
        return List.of();
    }

    private Choice<Boolean> forward(HerokuApp app, LogDrain drain) {
        if ("fir".equals(app.generation())) {
            return Choice.byDefault(
                    false,
                    "a telemetry drain is told OpenTelemetry at Heroku, and the forwarder sends log lines alone");
        }
        if (drain.addon() == null) {
            return Choice.detected(
                    true, "as at Heroku, once its address is in its secret; false: nothing is sent there from AWS");
        }
        String service = addon(drain).map(Addon::service).orElse(drain.addon());
        return addons.strategyOf(drain.addon()).equals(Optional.of(AddonPlan.Strategy.KEEP))
                ? Choice.byDefault(
                        true,
                        service
                                + " stays with an account of your own: the address that it gives you goes into the secret")
                : Choice.byDefault(
                        false,
                        "its address ends with " + drain.addon()
                                + ", and CloudWatch has the lines; true: you have an account" + " of your own at "
                                + service);
    }

    private static String leadsTo(LogDrain drain) {
        return drain.host().equals(LogDrain.UNKNOWN) ? LogDrain.UNKNOWN : drain.scheme() + "://" + drain.host();
    }

    /** What the drain is called on AWS: the add-on's service, or else the host. */
    private String name(LogDrain drain, Set<String> taken) {
        String base = Estate.slug(
                drain.addon() == null
                        ? drain.host()
                        : addon(drain).map(Addon::service).orElse(drain.addon()));
        base = base.substring(0, Math.min(base.length(), 36)).replaceAll("-+$", "");
        String name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    private Optional<Addon> addon(LogDrain drain) {
        return estate.inventory().addons().stream()
                .filter(addon -> addon.name().equals(drain.addon()))
                .findFirst();
    }
}
