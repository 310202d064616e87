package dev.dynolift.audit;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.ValueShape;
import dev.dynolift.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds settings that exist in no answer of Heroku's. The Ruby buildpack makes a SECRET_KEY_BASE for Rails 4.1 and later,
 * keeps it in the build's metadata and writes it into the slug; since September 2025 it is no config var any more
 * (heroku-buildpack-ruby, pull request 1645). Sessions and signed data end with it.
 */
final class SlugOnlySettings {

    private static final String NAME = "SECRET_KEY_BASE";
    /** {@code SecureRandom.hex(64)}. */
    private static final int SIZE = 128;

    private static final Pattern EXPORT = Pattern.compile("(?m)^\\s*export\\s+([A-Za-z_]\\w*)=[\"']?(.*?)[\"']?\\s*$");

    private SlugOnlySettings() {}

    /**
     * The secrets that a script of a slug sets, as {@code export NAME=${NAME:-value}}, without their values. What it
     * computes is no secret of the slug's.
     *
     * @param empty settings that are set to nothing: <code>${NAME:-value}</code> takes the value then, and
     *     <code>${NAME-value}</code> does not
     */
    static List<ConfigVar> secretsIn(String script, Set<String> empty) {
        List<ConfigVar> secrets = new ArrayList<>();
        Matcher export = EXPORT.matcher(script);
        while (export.find()) {
            String name = export.group(1);
            if (empty.contains(name) && export.group(2).matches(".?\\$\\{" + name + "[-=].*")) {
                continue;
            }
            String value = export.group(2)
                    .replaceFirst("^\\$\\{" + name + ":?[-=](.*)}$", "$1")
                    .replaceAll("^[\"']|[\"']$", "");
            ConfigVar.Shape shape = ValueShape.of(value);
            if (!value.isEmpty() && !value.contains("$") && SecretDetection.isSecret(name, value, shape)) {
                Redactor.learn(value);
                int size = value.getBytes(StandardCharsets.UTF_8).length;
                secrets.add(new ConfigVar(
                        name, Kind.SLUG_ONLY, size, false, value.contains("{{"), shape, null, ConfigVar.Place.SLUG));
            }
        }
        return secrets;
    }

    static Inventory added(Inventory inventory) {
        List<HerokuApp> apps =
                inventory.apps().stream().map(SlugOnlySettings::added).toList();
        return inventory.withApps(apps);
    }

    private static HerokuApp added(HerokuApp app) {
        boolean set = app.configVar(NAME)
                .filter(setting -> setting.kind() != Kind.EMPTY)
                .isPresent();
        if (app.configVars().isEmpty() || set || !isRailsFromBuildpack(app)) {
            return app;
        }
        List<ConfigVar> settings = new ArrayList<>(app.configVars());
        // The buildpack's script says ${SECRET_KEY_BASE:-value}: with an empty setting, its value is the live one.
        settings.removeIf(setting -> setting.name().equals(NAME));
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
                || app.configVar(NAME).isPresent()
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
