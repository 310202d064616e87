package dev.dynolift.estate;

import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which app answers at a host. */
final class Hosts {

    /** Heroku's own names are the app's, since 2023 with twelve random letters behind it. */
    private static final Pattern HEROKU = Pattern.compile("([a-z][a-z0-9-]*?)(-[0-9a-f]{12})?\\.herokuapp\\.com");

    private final Map<String, String> apps = new HashMap<>();

    Hosts(Inventory inventory) {
        for (Domain domain : inventory.domains()) {
            apps.put(domain.hostname().toLowerCase(Locale.ROOT), domain.app());
        }
        for (HerokuApp app : inventory.apps()) {
            apps.putIfAbsent(app.name() + ".herokuapp.com", app.name());
        }
    }

    /** The app's name, also of one that was not audited; empty for everybody else's hosts. */
    Optional<String> appAt(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String exact = apps.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        int dot = name.indexOf('.');
        String wildcard = dot < 0 ? null : apps.get("*" + name.substring(dot));
        if (wildcard != null) {
            return Optional.of(wildcard);
        }
        Matcher heroku = HEROKU.matcher(name);
        return heroku.matches() ? Optional.of(heroku.group(1)) : Optional.empty();
    }
}
