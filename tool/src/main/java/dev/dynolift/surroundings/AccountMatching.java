package dev.dynolift.surroundings;

import dev.dynolift.aws.AwsAccountReader;
import dev.dynolift.aws.AwsListing;
import dev.dynolift.aws.AwsRead;
import dev.dynolift.aws.KeyOwner;
import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.inventory.SettingTarget.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings together what settings lead to and what the account holds. */
final class AccountMatching {

    private static final Map<Kind, AwsRead> KINDS = new EnumMap<>(Map.of(
            Kind.BUCKET, AwsRead.BUCKETS,
            Kind.QUEUE, AwsRead.QUEUES,
            Kind.TOPIC, AwsRead.TOPICS,
            Kind.TABLE, AwsRead.TABLES,
            Kind.SEARCH_DOMAIN, AwsRead.SEARCH_DOMAINS,
            Kind.DATABASE, AwsRead.DATABASES,
            Kind.CACHE, AwsRead.CACHES));

    private static final Map<AwsRead, String> WORDS = new EnumMap<>(Map.ofEntries(
            Map.entry(AwsRead.BUCKETS, "S3 bucket"),
            Map.entry(AwsRead.QUEUES, "SQS queue"),
            Map.entry(AwsRead.TOPICS, "SNS topic"),
            Map.entry(AwsRead.TABLES, "DynamoDB table"),
            Map.entry(AwsRead.SEARCH_DOMAINS, "OpenSearch domain"),
            Map.entry(AwsRead.DATABASES, "RDS instance"),
            Map.entry(AwsRead.CACHES, "ElastiCache group"),
            Map.entry(AwsRead.CLUSTERS, "ECS cluster"),
            Map.entry(AwsRead.REPOSITORIES, "ECR repository"),
            Map.entry(AwsRead.LOAD_BALANCERS, "load balancer"),
            Map.entry(AwsRead.LOG_GROUPS, "log group"),
            Map.entry(AwsRead.HOSTED_ZONES, AwsAccount.HOSTED_ZONE),
            Map.entry(AwsRead.CERTIFICATES, "ACM certificate"),
            Map.entry(AwsRead.ROLES, "IAM role")));

    private final Optional<AwsAccountReader> reader;
    /** The login's own region first; empty when nobody was asked. */
    private final List<AwsListing> listings = new ArrayList<>();

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Optional<KeyOwner>> owners = new HashMap<>();
    /** By region. */
    private final Map<String, Map<Resource, List<String>>> named = new HashMap<>();

    /**
     * @param otherRegions to be read beside the login's own
     * @param clues to buckets among others: where those are, the app may have more
     * @param apps whose names a bucket may begin with, too, without any setting that names it
     */
    AccountMatching(
            Optional<AwsAccountReader> reader, Set<String> otherRegions, List<SettingClue> clues, Set<String> apps) {
        this.reader = reader;
        reader.ifPresent(home -> {
            listings.add(home.list());
            Map<String, String> buckets = listings.get(0).bucketRegions();
            Set<String> regions = new TreeSet<>(otherRegions);
            clues.stream()
                    .filter(clue -> clue.kind() == Kind.BUCKET && buckets.containsKey(clue.text()))
                    .map(clue -> buckets.get(clue.text()))
                    .filter(SettingClues::isRegion)
                    .forEach(regions::add);
            buckets.forEach((bucket, region) -> {
                if (SettingClues.isRegion(region) && apps.stream().anyMatch(app -> startsLike(bucket, app))) {
                    regions.add(region);
                }
            });
            for (String region : regions) {
                if (home.isAccepted() && !region.equals(home.region())) {
                    AwsAccountReader there = home.in(region);
                    AwsListing listing = there.list();
                    if (there.isAccepted()) {
                        listings.add(listing);
                    }
                    findings.addAll(there.findings());
                }
            }
        });
    }

    /** What could not be read. */
    List<Finding> findings() {
        List<Finding> all =
                new ArrayList<>(reader.map(AwsAccountReader::findings).orElse(List.of()));
        all.addAll(findings);
        return all;
    }

    /** A clue as far as it may be told; null for a bare word that names nothing. */
    @Nullable
    SettingTarget target(SettingClue clue) {
        String setting = clue.app() + " " + clue.setting();
        if (clue.kind() == Kind.IAM_USER) {
            Optional<KeyOwner> owner = reader.flatMap(account -> owners.computeIfAbsent(clue.text(), account::ownerOf));
            owner.ifPresent(one -> name(
                    listings.get(0).region(), new Resource("IAM user", one.user(), rights(one), List.of()), setting));
            return new SettingTarget(
                    clue.app(),
                    clue.setting(),
                    clue.kind(),
                    owner.map(KeyOwner::user).orElse(null));
        }
        AwsRead kind = KINDS.get(clue.kind());
        boolean known = false;
        for (AwsListing listing : listings) {
            if (kind != null && listing.of(kind).contains(clue.text())) {
                known = true;
                String place = kind == AwsRead.BUCKETS ? listing.bucketRegions().get(clue.text()) : null;
                Resource resource = new Resource(
                        String.valueOf(WORDS.get(kind)), clue.text(), place == null ? null : "in " + place, List.of());
                name(listing.region(), resource, setting);
            }
        }
        return known || clue.certain()
                ? new SettingTarget(clue.app(), clue.setting(), clue.kind(), clue.text())
                : clue.kind() == Kind.HOST ? null : new SettingTarget(clue.app(), clue.setting(), clue.kind(), null);
    }

    /** The account, when it was asked: what settings name, and what is called like an app or a domain. */
    @Nullable
    AwsAccount account(Set<String> apps, Set<String> domains) {
        List<AwsAccount> regions =
                listings.stream().map(listing -> region(listing, apps, domains)).toList();
        if (regions.isEmpty()) {
            return null;
        }
        AwsAccount home = regions.get(0);
        return new AwsAccount(
                home.id(),
                home.region(),
                home.resources(),
                home.networks(),
                home.quotas(),
                regions.subList(1, regions.size()));
    }

    private AwsAccount region(AwsListing listing, Set<String> apps, Set<String> domains) {
        List<Resource> resources = new ArrayList<>();
        named.getOrDefault(listing.region(), Map.of())
                .forEach((resource, settings) ->
                        resources.add(new Resource(resource.kind(), resource.name(), resource.detail(), settings)));
        WORDS.forEach((kind, word) -> {
            for (String name : listing.of(kind)) {
                boolean alike = kind == AwsRead.HOSTED_ZONES || kind == AwsRead.CERTIFICATES
                        ? domains.stream().anyMatch(domain -> holds(name, domain))
                        : apps.stream().anyMatch(app -> startsLike(name, app));
                boolean told = resources.stream()
                        .anyMatch(one -> one.kind().equals(word) && one.name().equals(name));
                if (alike && !told) {
                    resources.add(new Resource(word, name, detail(listing, kind, name), List.of()));
                }
            }
        });
        return new AwsAccount(listing.account(), listing.region(), resources, listing.networks(), listing.quotas());
    }

    /** Of a public zone its id; of one that is there twice both. Of a bucket its region. */
    private static @Nullable String detail(AwsListing listing, AwsRead kind, String name) {
        if (kind == AwsRead.BUCKETS) {
            String region = listing.bucketRegions().get(name);
            return region == null ? null : "in " + region;
        }
        if (kind != AwsRead.HOSTED_ZONES) {
            return null;
        }
        List<String> ids = listing.zones().getOrDefault(name, List.of());
        return ids.isEmpty() ? "private" : String.join(", ", ids);
    }

    private void name(String region, Resource resource, String setting) {
        named.computeIfAbsent(region, unused -> new LinkedHashMap<>())
                .computeIfAbsent(resource, unused -> new ArrayList<>())
                .add(setting);
    }

    private static @Nullable String rights(KeyOwner owner) {
        List<String> parts = new ArrayList<>();
        if (!owner.policies().isEmpty()) {
            parts.add("policies: " + String.join(", ", owner.policies()));
        }
        if (!owner.groups().isEmpty()) {
            parts.add("groups: " + String.join(", ", owner.groups()));
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    /** "crema-production/web" and "/ecs/crema" are like crema; "cremation" is not. */
    private static boolean startsLike(String name, String app) {
        String bare = name.replaceFirst("^/(ecs|aws/rds/instance)/", "").replaceFirst("^/", "");
        return bare.equals(app) || bare.startsWith(app + "-") || bare.startsWith(app + "/");
    }

    private static boolean holds(String zone, String domain) {
        return domain.equals(zone) || domain.endsWith("." + zone.replaceFirst("^\\*\\.", ""));
    }
}
