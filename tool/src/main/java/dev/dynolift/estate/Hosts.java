package dev.dynolift.estate;

import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    /** The custom domains of each app. */
    private final Map<String, List<String>> own = new HashMap<>();

    Hosts(Inventory inventory) {
        for (Domain domain : inventory.domains()) {
            String host = domain.hostname().toLowerCase(Locale.ROOT);
            apps.put(host, domain.app());
            if (domain.cname() != null) {
                apps.putIfAbsent(domain.cname().toLowerCase(Locale.ROOT), domain.app());
            }
            if (domain.custom()) {
                own.computeIfAbsent(domain.app(), unused -> new ArrayList<>()).add(host);
            }
        }
        for (HerokuApp app : inventory.apps()) {
            apps.putIfAbsent(app.name() + ".herokuapp.com", app.name());
        }
    }

    /** Whether a host is the app's own, which it calls as nobody outside: one of its domains, with or without "www.". */
    boolean isOwn(String app, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return appAt(name).filter(app::equals).isPresent()
                || own.getOrDefault(app, List.of()).stream()
                        .anyMatch(domain -> domain.equals("www." + name) || name.equals("www." + domain));
    }

    /** Whether one of the app's domains lies below a host, or all of its own names do, as in "*.crema.example". */
    boolean isAbove(String host, String app) {
        return own.getOrDefault(app, List.of()).stream()
                .anyMatch(domain -> domain.endsWith("." + host.toLowerCase(Locale.ROOT)));
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
