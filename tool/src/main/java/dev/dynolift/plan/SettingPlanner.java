package dev.dynolift.plan;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.market.ServicePrices;
import dev.dynolift.plan.SettingPlan.Destination;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides where each config var's value goes. */
final class SettingPlanner {

    /** A standard parameter of SSM holds so many characters. */
    private static final int LARGEST_PARAMETER = 4096;

    private final Estate estate;
    private final AddonPlanner addons;
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final Map<String, String> attached = new LinkedHashMap<>();
    private final Set<String> withoutLogin = new HashSet<>();

    SettingPlanner(Estate estate, AddonPlanner addons, List<DataPlan> data) {
        this.estate = estate;
        this.addons = addons;
        for (DataPlan one : data) {
            resources.put(one.herokuAddon(), one.described());
            one.attachments().forEach(use -> attached.put(use.toString(), one.described()));
            if (one instanceof MemcachedPlan) {
                withoutLogin.add(one.herokuAddon());
            }
        }
        estate.inventory().databases().stream()
                .filter(database -> database.following() != null && resources.containsKey(database.following()))
                .forEach(follower -> resources.put(follower.addon(), "its primary"));
    }

    /** Every config var, and what an attachment sets without the API showing it. */
    List<SettingPlan> settings(HerokuApp app, List<VariablePlan> variables) {
        Set<String> plain = new HashSet<>();
        variables.forEach(variable -> plain.add(variable.name()));
        List<SettingPlan> settings = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigVar setting : app.configVars()) {
            names.add(setting.name());
            settings.add(new SettingPlan(setting.name(), destination(app, setting, plain)));
        }
        attached.forEach((use, resource) -> {
            String name = use.substring(use.indexOf(':') + 1);
            if (use.equals(app.name() + ":" + name) && names.add(name)) {
                settings.add(new SettingPlan(
                        name, Choice.detected(Destination.REGENERATED, "made anew: the address of " + resource)));
            }
        });
        return settings;
    }

    /** Files have no settings: what the build puts into them is the build's. */
    List<SettingPlan> ofSite(HerokuApp app) {
        return app.configVars().stream()
                .map(setting -> new SettingPlan(
                        setting.name(),
                        Choice.detected(
                                Destination.DROPPED, "a bucket has no settings; what builds the files needs it")))
                .toList();
    }

    private Choice<Destination> destination(HerokuApp app, ConfigVar setting, Set<String> plain) {
        if (setting.name().equals("PORT")) {
            return Choice.detected(Destination.DROPPED, "Heroku ignores it, too; PORT stands under variables");
        }
        return switch (setting.kind()) {
            case EMPTY -> Choice.detected(Destination.PLAIN, "empty; stands under variables");
            case HEROKU_ONLY ->
                Choice.detected(Destination.DROPPED, "has a meaning at Heroku only; the app must not need it on AWS");
            case ATTACHMENT -> attachment(app, setting);
            case MASKED ->
                Choice.detected(Destination.SSM_PARAMETER, "Heroku hides the value: only a one-off dyno shows it");
            case SLUG_ONLY -> {
                if (plain.contains(setting.name())) {
                    yield Choice.detected(Destination.PLAIN, "a buildpack's default; stands under variables");
                }
                yield setting.braces() || setting.sizeBytes() > LARGEST_PARAMETER
                        ? copied(app, setting)
                        : Choice.detected(
                                Destination.SSM_PARAMETER,
                                "no config var, but a value that the buildpack made: only a one-off dyno shows it");
            }
            // Somebody's copy of an address that is made anew.
            case SECRET, PLAIN ->
                attached.containsKey(app.name() + ":" + setting.name())
                        ? attachment(app, setting)
                        : copied(app, setting);
        };
    }

    private Choice<Destination> attachment(HerokuApp app, ConfigVar setting) {
        String resource = attached.get(app.name() + ":" + setting.name());
        if (resource != null) {
            return Choice.detected(
                    Destination.REGENERATED,
                    "made anew: the address of " + resource
                            + (setting.scheme() == null || !setting.scheme().startsWith("mysql")
                                    ? ""
                                    : ", as " + setting.scheme() + "://"));
        }
        if (setting.owner() != null && withoutLogin.contains(setting.owner())) {
            return Choice.detected(
                    Destination.DROPPED, "memcached on AWS has no login; a client that sends one is refused");
        }
        if (setting.owner() != null && resources.containsKey(setting.owner())) {
            return Choice.detected(
                    Destination.DROPPED,
                    "leads to Heroku's " + setting.owner() + ", which is replaced; no address by itself");
        }
        String owner = setting.owner();
        if (owner == null || addons.strategyOf(owner).isEmpty()) {
            return copied(app, setting);
        }
        return switch (addons.strategyOf(owner).get()) {
            case DROP -> Choice.detected(Destination.DROPPED, "belongs to the add-on " + owner + ", which is dropped");
            case REPLACE ->
                addons.isBuilt(owner)
                        ? Choice.detected(
                                Destination.DROPPED,
                                "belongs to the add-on " + owner + ", whose replacement needs no setting")
                        : because(app, setting, "belongs to the add-on " + owner + ", in use until it is replaced");
            case KEEP -> because(app, setting, "belongs to the add-on " + owner + ", which stays in use");
            case BLOCK -> because(app, setting, "belongs to the add-on " + owner + ", which waits for your decision");
        };
    }

    private Choice<Destination> because(HerokuApp app, ConfigVar setting, String reason) {
        Choice<Destination> copied = copied(app, setting);
        return Choice.detected(copied.value(), reason);
    }

    private Choice<Destination> copied(HerokuApp app, ConfigVar setting) {
        if (setting.sizeBytes() > LARGEST_PARAMETER) {
            return Choice.detected(
                    Destination.SECRETS_MANAGER,
                    setting.sizeBytes() + " bytes, and the Parameter Store takes " + LARGEST_PARAMETER + "; "
                            + secretPrice(app));
        }
        if (setting.braces()) {
            return Choice.detected(
                    Destination.SECRETS_MANAGER, "holds {{, which the Parameter Store refuses; " + secretPrice(app));
        }
        return Choice.byDefault(
                Destination.SSM_PARAMETER,
                setting.kind() == ConfigVar.Kind.PLAIN
                        ? "copied, encrypted and free; `plain` is possible too"
                        : "a secret: copied, encrypted and free; tasks read it when they start");
    }

    private String secretPrice(HerokuApp app) {
        String region = estate.regionOf(estate.environmentOf(app.name()).value());
        return Money.monthly(
                ServicePrices.of("Secrets Manager", "secret", region).usd());
    }
}
