package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.AddonServices;
import dev.dynolift.market.AddonServices.AddonService;
import dev.dynolift.plan.AddonPlan.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of every add-on; none is left out. */
final class AddonPlanner {

    /** Categories whose replacement dynolift builds itself. */
    private static final Set<String> BUILT = Set.of("cron", "logging", "egress ip", "tls", "autoscale");

    private final Estate estate;
    private final Map<String, Strategy> strategies = new HashMap<>();

    AddonPlanner(Estate estate) {
        this.estate = estate;
        for (Addon addon : estate.inventory().addons()) {
            strategies.put(addon.name(), strategy(addon));
        }
    }

    /** What becomes of the add-on of that name; empty when it is none of the marketplace's. */
    Optional<Strategy> strategyOf(String addonName) {
        return Optional.ofNullable(strategies.get(addonName));
    }

    /** Whether dynolift builds the replacement, so that the add-on's settings have no use any more. */
    boolean isBuilt(String addonName) {
        return estate.inventory().addons().stream()
                .filter(addon -> addon.name().equals(addonName))
                .anyMatch(addon -> AddonServices.find(addon.service(), addon.plan())
                        .filter(service -> BUILT.contains(service.category()))
                        .isPresent());
    }

    /** The add-ons that an app owns, or that only it of all planned apps uses. */
    List<AddonPlan> addons(HerokuApp app, List<DataPlan> data) {
        List<AddonPlan> plans = new ArrayList<>();
        estate.inventory().databases().stream()
                .filter(database ->
                        owner(database.billingApp(), database.attachments()).equals(app.name()))
                .forEach(
                        database -> plans.add(database(database.addon(), database.plan(), database.following(), data)));
        estate.inventory().keyValueStores().stream()
                .filter(store -> owner(store.billingApp(), store.attachments()).equals(app.name()))
                .forEach(store -> plans.add(heroku(store.addon(), "heroku-redis", store.plan(), data)));
        estate.inventory().addons().stream()
                .filter(addon -> owner(addon.billingApp(), addon.attachments()).equals(app.name()))
                .forEach(addon -> plans.add(inPlaceOf(addon.name(), data)
                        .map(one -> built(app, addon, one))
                        .orElseGet(() -> addon(app, addon))));
        return plans;
    }

    private static Optional<DataPlan> inPlaceOf(String addon, List<DataPlan> data) {
        return data.stream().filter(one -> one.herokuAddon().equals(addon)).findFirst();
    }

    /** The app that an add-on is listed under: the one that pays, or the first planned one that uses it. */
    String owner(String billingApp, List<Attachment> attachments) {
        if (estate.has(billingApp)) {
            return billingApp;
        }
        return attachments.stream()
                .map(Attachment::app)
                .filter(estate::has)
                .findFirst()
                .orElse(billingApp);
    }

    private static AddonPlan database(String addon, String plan, @Nullable String following, List<DataPlan> data) {
        if (following != null) {
            return new AddonPlan(
                    addon,
                    "heroku-postgresql",
                    plan,
                    Choice.byDefault(
                            Strategy.DROP,
                            "a read-only follower of " + following + "; its users read from the primary"),
                    "the primary of " + following,
                    "Add an RDS read replica if reads are too much for one server.");
        }
        return heroku(addon, "heroku-postgresql", plan, data);
    }

    /** One of Heroku's own, each of which has its place. */
    private static AddonPlan heroku(String addon, String service, String plan, List<DataPlan> data) {
        DataPlan place = inPlaceOf(addon, data)
                .orElseThrow(() -> new IllegalStateException("nothing takes the place of " + addon));
        return new AddonPlan(
                addon, service, plan, Choice.byDefault(Strategy.REPLACE, place.consequence()), target(place), "");
    }

    /** An add-on of the marketplace whose place something takes that dynolift generates. */
    private AddonPlan built(HerokuApp app, Addon addon, DataPlan data) {
        OtherData.of(addon).ifPresent(moved -> report(app, addon, moved));
        return plan(addon, Choice.byDefault(Strategy.REPLACE, data.consequence()), target(data), "");
    }

    private static String target(DataPlan data) {
        return data.list() + "." + data.name();
    }

    private AddonPlan addon(HerokuApp app, Addon addon) {
        Optional<AddonService> service = AddonServices.find(addon.service(), addon.plan());
        Strategy strategy = strategy(addon);
        String open = "`heroku addons:open " + addon.name() + " -a " + app.name() + "`";
        if (service.isEmpty()) {
            estate.find(
                    RULE_UNKNOWN,
                    Severity.BLOCKING,
                    subject(app.name(), addon.name()),
                    "The add-on service " + addon.service() + " is not known.",
                    "Nobody can tell what the app loses with it.",
                    "Look at it with " + open + ", then set `strategy` of " + addon.name()
                            + " in plan.yaml to keep, replace or drop.");
            return plan(
                    addon,
                    Choice.byDefault(strategy, "not known to dynolift: you decide"),
                    "?",
                    "Decide: keep, replace or drop.");
        }
        OtherData.of(addon).ifPresent(data -> report(app, addon, data));
        AddonService known = service.get();
        String target = known.target().equals("-") ? "" : known.target().split(" -> ")[0];
        return switch (strategy) {
            case BLOCK -> {
                estate.find(
                        RULE_NO_COUNTERPART,
                        Severity.BLOCKING,
                        subject(app.name(), addon.name()),
                        "The add-on " + addon.service() + " has no counterpart outside Heroku.",
                        known.note().isEmpty() ? "What it does would stop." : sentence(known.note()),
                        "Decide what takes its place, then set `strategy` of " + addon.name() + " in plan.yaml.");
                yield plan(
                        addon,
                        Choice.byDefault(strategy, "nothing takes its place by itself: you decide"),
                        target,
                        "Decide.");
            }
            case DROP -> plan(addon, Choice.byDefault(strategy, "has no use outside Heroku"), target, "");
            case KEEP -> {
                estate.find(
                        "addon-kept",
                        Severity.WARNING,
                        subject(app.name(), addon.name()),
                        "The add-on " + addon.service() + " stays in use, and its account ends with the add-on.",
                        "Its settings stop working when the Heroku app is deleted."
                                + (known.note().isEmpty() ? "" : " " + sentence(known.note())),
                        "Open an account at the vendor before `dynolift decommission`, and change the settings "
                                + String.join(", ", addon.configVars()) + ".");
                yield plan(
                        addon,
                        Choice.byDefault(
                                strategy,
                                "its settings are copied and go on working until the add-on is removed"
                                        + (known.strategy().contains("replace")
                                                ? "; " + target + " could replace it"
                                                : "")),
                        "an account of your own at the vendor",
                        "Open an account at the vendor, and put its keys in place of Heroku's.");
            }
            case REPLACE -> replaced(app, addon, known, target);
        };
    }

    private void report(HerokuApp app, Addon addon, OtherData data) {
        estate.find(
                OtherData.RULE,
                Severity.BLOCKING,
                subject(app.name(), addon.name()),
                "The data of " + addon.service() + " (" + data.name() + ") has to be moved by hand.",
                "dynolift moves PostgreSQL; what is in " + addon.name()
                        + " stays there, and is gone when the add-on is removed.",
                data.first() + " The whole way is in " + OtherData.PAGE + "#" + data.runbook()
                        + ". Then say `accepted: true` of this blocker, or set `strategy` of " + addon.name()
                        + " in plan.yaml to keep.");
    }

    private AddonPlan replaced(HerokuApp app, Addon addon, AddonService known, String target) {
        if (known.category().equals("cron") && app.scheduledJobs().isEmpty() && mayHaveJobs(app, addon)) {
            return plan(
                    addon,
                    Choice.byDefault(Strategy.REPLACE, target + " takes its place, and no job of it is known"),
                    target,
                    "Write its jobs under `scheduledJobs` of " + app.name() + ".");
        }
        if (BUILT.contains(known.category())) {
            return plan(
                    addon,
                    Choice.byDefault(
                            Strategy.REPLACE, target + " takes its place; it is part of what dynolift generates"),
                    target,
                    "");
        }
        String data = known.dataMove().isEmpty() || known.dataMove().startsWith("n/a")
                ? ""
                : " Data: " + known.dataMove() + ".";
        estate.find(
                "addon-to-replace",
                Severity.WARNING,
                subject(app.name(), addon.name()),
                "The add-on " + addon.service() + " should be replaced by " + target
                        + ", which dynolift does not build.",
                "Until then the app goes on using the add-on from AWS, which costs latency and ends with the add-on."
                        + data,
                "Build " + target + " beside the generated modules, or set `strategy` of " + addon.name()
                        + " in plan.yaml to keep.");
        return plan(
                addon,
                Choice.byDefault(
                        Strategy.REPLACE, "yours to build; until then its settings are copied and it stays in use"),
                target,
                "Build " + target + " and change its settings.");
    }

    /** Heroku Scheduler without jobs has none when its dashboard was read; others are never read. */
    private boolean mayHaveJobs(HerokuApp app, Addon addon) {
        return !addon.service().equals("scheduler")
                || estate.inventory().findings().stream()
                        .anyMatch(finding -> finding.id().equals("scheduler-unreadable")
                                && finding.subject().equals(app.name() + " scheduler"));
    }

    static final String RULE_UNKNOWN = "addon-unknown";
    static final String RULE_NO_COUNTERPART = "addon-without-counterpart";

    static String subject(String app, String addon) {
        return app + " " + addon;
    }

    private static Strategy strategy(Addon addon) {
        return AddonServices.find(addon.service(), addon.plan())
                .map(service -> switch (service.isElasticsearch() ? "replace" : service.strategy()) {
                    case "replace" -> Strategy.REPLACE;
                    case "drop" -> Strategy.DROP;
                    case "blocker" -> Strategy.BLOCK;
                    default -> Strategy.KEEP;
                })
                .orElse(Strategy.BLOCK);
    }

    private static AddonPlan plan(Addon addon, Choice<Strategy> strategy, String target, String next) {
        return new AddonPlan(addon.name(), addon.service(), addon.plan(), strategy, target, next);
    }

    private static String sentence(String note) {
        return note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".";
    }
}
