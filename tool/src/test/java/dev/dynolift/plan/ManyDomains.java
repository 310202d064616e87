package dev.dynolift.plan;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.inventory.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A shop with fifteen domains in three zones: crema.example in Route 53 of this account, with a wildcard; beans.example
 * at Cloudflare, proxied; mugs.example with a host of its own, which has more names than a certificate holds.
 */
public final class ManyDomains {

    public static final String ZONE_ID = "Z0123456789ABCDEFGHIJ";

    private static final List<String> ROUTE53 = List.of("ns-1.awsdns-01.org", "ns-2.awsdns-02.com");
    private static final List<String> CLOUDFLARE = List.of("ada.ns.cloudflare.com", "bob.ns.cloudflare.com");
    private static final List<String> OTHER = List.of("ns1.hoster.example", "ns2.hoster.example");

    private ManyDomains() {}

    public static Inventory inventory() {
        List<DnsAnswer> hosts = new ArrayList<>(List.of(
                answer("crema.example", "crema.example", List.of(), ROUTE53, null),
                answer("www.crema.example", "crema.example", List.of("calm-fox-1.herokudns.com"), ROUTE53, null),
                answer("*.crema.example", "crema.example", List.of("calm-fox-2.herokudns.com"), ROUTE53, null),
                answer("beans.example", "beans.example", List.of(), CLOUDFLARE, null),
                answer("mugs.example", "mugs.example", List.of(), OTHER, null)));
        IntStream.rangeClosed(1, 10)
                .forEach(number -> hosts.add(answer(
                        "shop" + number + ".mugs.example",
                        "mugs.example",
                        List.of("calm-fox-" + (10 + number) + ".herokudns.com"),
                        OTHER,
                        null)));
        return with(hosts, List.of(cloudflare("full")), account(ZONE_ID));
    }

    /** Files alone, under a name in Route 53 and one at Cloudflare. */
    public static Inventory ofSite() {
        return with(
                SketchedApp.called("crema")
                        .buildpacks(List.of("heroku-community/static"))
                        .processes(List.of(Inventories.process("web", "bin/boot", 1, "basic")))
                        .app(),
                List.of(
                        answer(
                                "www.crema.example",
                                "crema.example",
                                List.of("calm-fox-1.herokudns.com"),
                                ROUTE53,
                                null),
                        answer("beans.example", "beans.example", List.of(), CLOUDFLARE, null)),
                List.of(cloudflare("strict")),
                account(ZONE_ID));
    }

    /** One app that answers at these names, and what the surroundings say of them. */
    public static Inventory with(List<DnsAnswer> hosts, List<DnsZone> zones, @Nullable AwsAccount account) {
        HerokuApp app = Inventories.app(
                "crema",
                "production",
                List.of(Inventories.process("web", "bundle exec puma -C config/puma.rb", 1, "standard-1x")),
                List.of());
        return with(app, hosts, zones, account);
    }

    private static Inventory with(
            HerokuApp app, List<DnsAnswer> hosts, List<DnsZone> zones, @Nullable AwsAccount account) {
        Inventory plain = Inventories.inventory(List.of(app), List.of(), List.of(), List.of());
        return new Inventory(
                plain.schemaVersion(),
                plain.auditedAt(),
                plain.source(),
                plain.apps(),
                plain.databases(),
                plain.keyValueStores(),
                plain.addons(),
                hosts.stream()
                        .map(host -> new Domain("crema", host.host(), true, "x.herokudns.com", "cert issued"))
                        .toList(),
                plain.pipelines(),
                plain.findings(),
                plain.spaces(),
                new Surroundings(List.of(), List.of(), zones, hosts, account, null, List.of()),
                plain.payers());
    }

    public static DnsAnswer answer(
            String host,
            @Nullable String zone,
            List<String> chain,
            List<String> nameServers,
            @Nullable List<String> issuers) {
        return new DnsAnswer(
                host, chain, List.of("198.51.100.7"), 300L, host.equals(zone), nameServers, issuers, null, false, zone);
    }

    public static DnsZone cloudflare(String tlsMode) {
        return new DnsZone(
                "Cloudflare",
                "beans.example",
                "active",
                tlsMode,
                List.of(new DnsZone.Entry("beans.example", "CNAME", "calm-fox-9.herokudns.com", null, true, true)),
                List.of());
    }

    /** @param zone what the audit says of the zone crema.example: an id, two, or "private" */
    public static AwsAccount account(String zone) {
        return new AwsAccount(
                "123456789012",
                "us-east-1",
                List.of(new Resource("Route 53 zone", "crema.example", zone, List.of())),
                List.of(),
                List.of());
    }
}
