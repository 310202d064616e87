package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zone at a DNS provider, with what in it has to do with the apps.
 *
 * @param provider "Cloudflare"
 * @param status "active" …
 * @param tlsMode how the provider speaks to the app behind it: "off", "flexible", "full", "strict"; null when unknown
 * @param records those that point at Heroku or carry one of the apps' names
 * @param rules those that may act on the apps' traffic
 */
public record DnsZone(
        String provider,
        String name,
        String status,
        @Nullable String tlsMode,
        List<Entry> records,
        List<Rule> rules) {

    public DnsZone {
        records = List.copyOf(records);
        rules = List.copyOf(rules);
    }

    /**
     * A record of the zone.
     *
     * @param ttlSeconds null when the provider decides
     * @param proxied whether traffic goes through the provider
     * @param toHeroku whether the content is a name of Heroku's
     */
    public record Entry(
            String name,
            String type,
            String content,
            @Nullable Integer ttlSeconds,
            boolean proxied,
            boolean toHeroku) {}

    /**
     * A rule on traffic.
     *
     * @param kind "page rule", "redirect rule", "worker", "load balancer"
     * @param pattern what it applies to
     * @param action what it does, without addresses
     */
    public record Rule(String kind, String pattern, String action) {}
}
