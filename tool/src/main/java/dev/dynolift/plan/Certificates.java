package dev.dynolift.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The certificates that an environment asks ACM for, as the Terraform module {@code certificate} groups its domains,
 * which a test holds this to: by zone, ten names each.
 *
 * @param names what each certificate is made out to, by the certificate's name
 */
public record Certificates(Map<String, List<String>> names) {

    /** What a load balancer takes: its own and 25 more. */
    static final int MOST = 26;

    private static final int NAMES_EACH = 10;

    /** Those of one environment. */
    public static Certificates of(MigrationPlan plan, EnvironmentPlan environment) {
        return of(plan.appsIn(environment.name()));
    }

    /** How many sites of an environment have a certificate of their own asked for. */
    public static int ofSites(MigrationPlan plan, EnvironmentPlan environment) {
        return (int) plan.appsIn(environment.name()).stream()
                .filter(app -> app.site()
                        .filter(site -> app.domains().stream().anyMatch(site::asksFor))
                        .isPresent())
                .count();
    }

    static Certificates of(List<AppPlan> apps) {
        Map<String, String> zones = new TreeMap<>();
        for (AppPlan app : apps) {
            if (app.webService().isPresent()) {
                app.domains().stream()
                        .filter(domain -> domain.certificate().value())
                        .forEach(
                                domain -> zones.put(domain.name(), domain.zone().value()));
            }
        }
        Map<String, List<String>> named = new TreeMap<>();
        zones.forEach((name, zone) -> {
            if (name.startsWith("*.") || !zone.equals(zones.get(name.replaceFirst("^[^.]+", "*")))) {
                named.computeIfAbsent(zone, unused -> new ArrayList<>()).add(name);
            }
        });
        Map<String, List<String>> certificates = new LinkedHashMap<>();
        named.forEach((zone, all) -> {
            all.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
            for (int first = 0; first < all.size(); first += NAMES_EACH) {
                certificates.put(
                        first == 0 ? zone : zone + "-" + (first / NAMES_EACH + 1),
                        List.copyOf(all.subList(first, Math.min(all.size(), first + NAMES_EACH))));
            }
        });
        return new Certificates(certificates);
    }
}
