package dev.dynolift.surroundings;

import dev.dynolift.cloudflare.CloudflareReader;
import dev.dynolift.cloudflare.CloudflareReading;
import dev.dynolift.delivery.DeliveryReader;
import dev.dynolift.delivery.DeliveryReading;
import dev.dynolift.dns.DomainLookup;
import dev.dynolift.estate.Dependencies;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.Space;
import dev.dynolift.inventory.SpaceNetwork;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.market.AwsRegions;
import dev.dynolift.semaphore.SemaphoreReader;
import dev.dynolift.semaphore.SemaphoreReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks all sources, one after the other. What one of them refuses is a finding. */
public final class SurroundingsReader {

    /** More domains than this are looked up only in part. */
    private static final int MOST_DOMAINS = 500;

    private final Sources sources;
    private final EventListener events;

    public SurroundingsReader(Sources sources, EventListener events) {
        this.sources = sources;
        this.events = events;
    }

    /**
     * What stands around the apps of an inventory.
     *
     * @param checkout read for the files of CI services
     */
    public SurroundingsReading read(Inventory inventory, SettingClues clues, Optional<Path> checkout) {
        List<Finding> findings = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        if (checkout.isPresent()) {
            DeliveryReading files = DeliveryReader.read(checkout.get());
            deliveries.addAll(files.deliveries());
            findings.addAll(files.findings());
        }
        sources.semaphore().ifPresent(client -> {
            tell("asking Semaphore");
            SemaphoreReading reading = new SemaphoreReader(client).read();
            deliveries.addAll(reading.deliveries());
            findings.addAll(reading.findings());
        });
        Set<String> domains = inventory.domains().stream()
                .filter(Domain::custom)
                .map(domain -> domain.hostname().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        List<DnsZone> zones = new ArrayList<>();
        sources.cloudflare().ifPresent(client -> {
            tell("asking Cloudflare");
            CloudflareReading reading = new CloudflareReader(client, domains).read();
            zones.addAll(reading.zones());
            findings.addAll(reading.findings());
        });
        List<DnsAnswer> hosts = sources.dns().map(dns -> look(dns, domains)).orElse(List.of());
        if (sources.dns().isPresent() && domains.size() > MOST_DOMAINS) {
            findings.add(new Finding(
                    "not-readable",
                    Severity.WARNING,
                    "DNS",
                    "Only the first " + MOST_DOMAINS + " of " + domains.size() + " domains were looked up.",
                    "Where the others lead is not in the inventory.",
                    "Audit the apps in parts, by name.",
                    "DNS"));
        }
        if (sources.aws().isPresent()) {
            tell("asking AWS");
        }
        Set<String> apps =
                inventory.apps().stream().map(HerokuApp::name).collect(Collectors.toCollection(LinkedHashSet::new));
        AccountMatching matching = new AccountMatching(sources.aws(), regions(inventory, clues), clues.all(), apps);
        List<SettingTarget> targets = clues.all().stream()
                .map(matching::target)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Surroundings found = new Surroundings(
                targets, deliveries, zones, hosts, matching.account(apps, domains), null, sources.notAsked());
        findings.addAll(matching.findings());
        Surroundings drawn = found.withGraph(Dependencies.of(inventory.withSurroundings(found)));
        return new SurroundingsReading(drawn, findings);
    }

    /** Where something of the apps' may be on AWS: where Heroku runs them, what settings name, and their spaces' peers. */
    private static Set<String> regions(Inventory inventory, SettingClues clues) {
        Set<String> regions = new TreeSet<>(clues.regions());
        for (HerokuApp app : inventory.apps()) {
            if (app.region() != null) {
                AwsRegions.of(app.region()).ifPresent(regions::add);
            }
        }
        for (Space space : inventory.spaces()) {
            if (space.network().peerings() != null) {
                space.network().peerings().stream()
                        .map(SpaceNetwork.Peering::region)
                        .filter(region -> region != null && SettingClues.isRegion(region))
                        .forEach(regions::add);
            }
        }
        return regions;
    }

    private List<DnsAnswer> look(DomainLookup dns, Set<String> domains) {
        if (!domains.isEmpty()) {
            tell("looking up " + domains.size() + " domains");
        }
        return domains.stream().limit(MOST_DOMAINS).map(dns::look).toList();
    }

    private void tell(String what) {
        events.on(new Event.StageProgress(Instant.now(), "audit", what, 0, 0, "sources"));
    }
}
