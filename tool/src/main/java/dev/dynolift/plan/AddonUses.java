package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.market.AddonServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How apps use an add-on of the marketplace, as far as anybody tells. */
final class AddonUses {

    private AddonUses() {}

    /** Where nobody asked Heroku, the add-on is attached under its usual name. */
    static List<Attachment> of(Addon addon, String owner) {
        return addon.attachments().isEmpty()
                ? List.of(new Attachment(owner, addon.service().toUpperCase(Locale.ROOT)))
                : addon.attachments();
    }

    /**
     * The settings by which planned apps reach an add-on: those that it owns, and copies of its address. Where none was seen,
     * those that such an add-on sets under its usual name.
     */
    static List<AttachmentPlan> settings(Estate estate, Addon addon, String owner, Predicate<String> wanted) {
        List<AttachmentPlan> plans = new ArrayList<>();
        for (HerokuApp app : estate.inventory().apps()) {
            for (ConfigVar setting : app.configVars()) {
                if (addon.name().equals(setting.owner()) && wanted.test(setting.name())) {
                    plans.add(new AttachmentPlan(app.name(), setting.name()));
                }
            }
        }
        for (SettingTarget target : estate.inventory().surroundings().settingTargets()) {
            if (target.kind() == SettingTarget.Kind.DATA_SERVICE
                    && addon.name().equals(target.name())
                    && wanted.test(target.setting())) {
                plans.add(new AttachmentPlan(target.app(), target.setting()));
            }
        }
        if (plans.isEmpty()) {
            Set<String> usual = new TreeSet<>(addon.configVars());
            AddonServices.find(addon.service(), addon.plan()).ifPresent(service -> usual.addAll(service.settings()));
            usual.stream().filter(wanted).forEach(setting -> plans.add(new AttachmentPlan(owner, setting)));
        }
        return plans.stream().filter(plan -> estate.has(plan.app())).distinct().toList();
    }
}
