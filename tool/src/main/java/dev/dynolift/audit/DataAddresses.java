package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.surroundings.SettingClues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds settings into which a person copied the address of a database, store or queue that an add-on of any of the apps
 * owns. Remembers hosts and names of databases as long as the audit lasts, and no login; add-ons' addresses are passed on
 * to whoever may look into the databases.
 */
final class DataAddresses {

    private static final Pattern ADDRESS = Pattern.compile(
            "\\b(postgres|postgresql|postgis|mysql|mysql2|mariadb|trilogy|mongodb|mongodb\\+srv|redis|rediss|amqp|amqps|kafka|kafka\\+ssl)"
                    + "://(?:[^/\\s]*@)?([A-Za-z0-9.-]+)[^/?#\\s]*(?:/([\\w-]+))?");
    /** Two dots at least, as those of data services have: a version has fewer letters, a domain fewer dots. */
    private static final Pattern HOST = Pattern.compile("(?=.*[a-z])[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){2,}(:\\d{2,5})?");
    /** A recording has such in place of names, so that every one equals every other. */
    private static final Pattern PLACEHOLDER = Pattern.compile("x{5,}|^[x0.-]+$|^ec2-0-0-0-0\\.");

    /** @param addon null for what a person has set */
    private record Use(String app, String setting, @Nullable String addon) {}

    private final DatabaseVisits visits;
    private final Map<String, List<Use>> owned = new HashMap<>();
    private final Map<String, List<Use>> copied = new LinkedHashMap<>();
    /** Settings that are a host and nothing else. */
    private final Map<String, List<Use>> bare = new LinkedHashMap<>();

    DataAddresses(DatabaseVisits visits) {
        this.visits = visits;
    }

    /** Whether a value holds the address of a database, store or queue. */
    static boolean isOne(String value) {
        return ADDRESS.matcher(value).find();
    }

    /** @param addon the one that has set it; null when none has */
    void learn(String app, String setting, @Nullable String addon, String value) {
        if (addon != null) {
            visits.learn(setting, addon, value);
        }
        if (addon == null && HOST.matcher(value.strip()).matches()) {
            String host = value.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
            bare.computeIfAbsent(host, unused -> new ArrayList<>()).add(new Use(app, setting, null));
        }
        Matcher address = ADDRESS.matcher(value);
        while (address.find()) {
            String host = address.group(2).toLowerCase(Locale.ROOT);
            // Redis without a number is its number 0.
            boolean usual = address.group(3) == null
                    || address.group(1).startsWith("redis") && address.group(3).equals("0");
            String database = usual ? "" : address.group(3);
            if (!PLACEHOLDER.matcher(host).find()) {
                (addon == null ? copied : owned)
                        .computeIfAbsent(host + "/" + database, unused -> new ArrayList<>())
                        .add(new Use(app, setting, addon));
            }
        }
    }

    /** Says of each copy what it is one of, now that all apps were read. */
    void tell(Questions questions, SettingClues clues) {
        copied.forEach((place, copies) -> {
            List<Use> owners = owned.getOrDefault(place, List.of());
            for (Use copy : copies) {
                // The app's own add-on is nearer than the same one attached elsewhere.
                Optional<Use> owner = owners.stream()
                        .filter(use -> use.app().equals(copy.app()))
                        .findFirst()
                        .or(() -> owners.stream().findFirst());
                owner.ifPresent(use -> {
                    String host = place.substring(0, place.lastIndexOf('/'));
                    clues.dataService(copy.app(), copy.setting(), String.valueOf(use.addon()), host);
                    questions.find(found(
                            copy.app(),
                            copy.setting(),
                            use.setting() + (use.app().equals(copy.app()) ? "" : " of " + use.app())));
                });
            }
        });
        bare.forEach((host, copies) ->
                copies.forEach(copy -> ownedAt(host, copy.app()).ifPresent(use -> {
                    clues.dataService(copy.app(), copy.setting(), String.valueOf(use.addon()), host);
                    questions.find(found(copy.app(), copy.setting(), use.setting()));
                })));
    }

    /** One of the app's own: many databases of Heroku's are at one host, and a host alone does not tell which. */
    private Optional<Use> ownedAt(String host, String app) {
        return owned.entrySet().stream()
                .filter(place -> place.getKey().startsWith(host + "/"))
                .flatMap(place -> place.getValue().stream())
                .filter(use -> use.app().equals(app))
                .findFirst();
    }

    static Finding found(String app, String setting, String original) {
        return new Finding(
                "copied-address",
                Severity.WARNING,
                app + " " + setting,
                "The setting " + setting + " holds the same address as " + original + ".",
                "Copied as it is, it would keep pointing to Heroku's side after the move.",
                "Give " + setting + " the same treatment as " + original + " in plan.yaml, or remove it.",
                "/apps/" + app + "/config-vars",
                Facts.SETTINGS);
    }
}
