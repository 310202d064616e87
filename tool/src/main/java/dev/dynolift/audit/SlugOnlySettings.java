package dev.dynolift.audit;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds settings that exist in no answer of Heroku's. The Ruby buildpack makes a SECRET_KEY_BASE for Rails 4.1 and later,
 * keeps it in the build's metadata and writes it into the slug; since September 2025 it is no config var any more
 * (heroku-buildpack-ruby, pull request 1645). Sessions and signed data end with it.
 */
final class SlugOnlySettings {

    private static final String NAME = "SECRET_KEY_BASE";
    /** {@code SecureRandom.hex(64)}. */
    private static final int SIZE = 128;

    private SlugOnlySettings() {}

    static Inventory added(Inventory inventory) {
        List<HerokuApp> apps =
                inventory.apps().stream().map(SlugOnlySettings::added).toList();
        return inventory.withApps(apps);
    }

    private static HerokuApp added(HerokuApp app) {
        if (app.configVars().isEmpty() || app.configVar(NAME).isPresent() || !isRailsFromBuildpack(app)) {
            return app;
        }
        List<ConfigVar> settings = new ArrayList<>(app.configVars());
        settings.add(new ConfigVar(NAME, Kind.SLUG_ONLY, SIZE, false, false, ConfigVar.Shape.HEXADECIMAL, null));
        return app.withConfigVars(settings);
    }

    private static boolean isRailsFromBuildpack(HerokuApp app) {
        if ("container".equals(app.stack())) {
            return false;
        }
        RepositoryFacts repository = app.repository();
        if (repository != null && repository.language() != null) {
            return repository
                    .version("rails")
                    .or(() -> repository.version("railties"))
                    .filter(SlugOnlySettings::since41)
                    .isPresent();
        }
        // Without the code: what only a Rails app has.
        return app.configVar("RAILS_ENV").isPresent()
                || app.configVar("RAILS_MASTER_KEY").isPresent()
                || app.processes().stream()
                        .anyMatch(process -> process.command().matches(".*\\brails\\b.*"));
    }

    private static boolean since41(String version) {
        String[] parts = version.split("\\D+");
        int major = parts.length > 0 && parts[0].matches("\\d{1,4}") ? Integer.parseInt(parts[0]) : 0;
        int minor = parts.length > 1 && parts[1].matches("\\d{1,4}") ? Integer.parseInt(parts[1]) : 0;
        return major > 4 || major == 4 && minor >= 1;
    }
}
