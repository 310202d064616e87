package dev.dynolift.aws;

import dev.dynolift.inventory.AwsAccount.Network;
import dev.dynolift.inventory.AwsAccount.Quota;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads names out of an account. A question that is refused becomes a finding. Not thread-safe. */
public final class AwsAccountReader {

    /** The field of the answer that holds the names. */
    private static final Map<AwsRead, String> NAME_FIELDS = new EnumMap<>(Map.ofEntries(
            Map.entry(AwsRead.BUCKETS, "Name"),
            Map.entry(AwsRead.QUEUES, "QueueUrls"),
            Map.entry(AwsRead.TOPICS, "TopicArn"),
            Map.entry(AwsRead.TABLES, "TableNames"),
            Map.entry(AwsRead.SEARCH_DOMAINS, "DomainName"),
            Map.entry(AwsRead.DATABASES, "DBInstanceIdentifier"),
            Map.entry(AwsRead.CACHES, "ReplicationGroupId"),
            Map.entry(AwsRead.CLUSTERS, "clusterArns"),
            Map.entry(AwsRead.REPOSITORIES, "repositoryName"),
            Map.entry(AwsRead.LOAD_BALANCERS, "LoadBalancerName"),
            Map.entry(AwsRead.LOG_GROUPS, "logGroupName"),
            Map.entry(AwsRead.HOSTED_ZONES, "Name"),
            Map.entry(AwsRead.CERTIFICATES, "DomainName"),
            Map.entry(AwsRead.ROLES, "RoleName")));

    /** What a stage of an estate takes out of the account's allowance. */
    private static final List<Allowance> ALLOWANCES = List.of(
            new Allowance("VPCs per Region", "vpc", "L-F678F1CE"),
            new Allowance("Elastic IP addresses", "ec2", "L-0263D0A3"),
            new Allowance("Fargate vCPUs", "fargate", "L-3032A538"));

    private final AwsClient client;
    /** Whether this reads the region that the login names, and with it what is the whole account's. */
    private final boolean home;

    private final List<Finding> findings = new ArrayList<>();
    private boolean spoiled;

    public AwsAccountReader(AwsClient client) {
        this(client, true);
    }

    private AwsAccountReader(AwsClient client, boolean home) {
        this.client = client;
        this.home = home;
    }

    /** Reads the same account in another region. */
    public AwsAccountReader in(String region) {
        return new AwsAccountReader(client.in(region), false);
    }

    /** The region that this reads. */
    public String region() {
        return client.region();
    }

    /** Whether AWS took the login, as far as was asked. */
    public boolean isAccepted() {
        return !spoiled;
    }

    /** Everything of the account in this region, by name. */
    public AwsListing list() {
        String account = home
                ? ask(AwsRead.CALLER, Map.of())
                        .map(pages -> pages.get(0).text("Account"))
                        .orElse(null)
                : null;
        Map<AwsRead, List<String>> names = new EnumMap<>(AwsRead.class);
        Map<String, List<String>> zones = new TreeMap<>();
        Map<String, String> bucketRegions = new HashMap<>();
        for (Map.Entry<AwsRead, String> kind : NAME_FIELDS.entrySet()) {
            if (!home && kind.getKey().ofWholeAccount()) {
                continue;
            }
            ask(kind.getKey(), Map.of()).ifPresent(pages -> {
                UnaryOperator<String> shortened = shortening(kind.getKey());
                if (kind.getKey() == AwsRead.HOSTED_ZONES) {
                    zones.putAll(publicZones(pages, shortened));
                }
                if (kind.getKey() == AwsRead.BUCKETS) {
                    pages.forEach(page -> page.items("Buckets")
                            .forEach(bucket -> bucketRegions.put(bucket.text("Name"), bucket.text("BucketRegion"))));
                    bucketRegions.values().removeIf(String::isEmpty);
                }
                names.put(
                        kind.getKey(),
                        pages.stream()
                                .flatMap(page -> page.texts(kind.getValue()).stream())
                                .map(shortened)
                                .distinct()
                                .sorted()
                                .toList());
            });
        }
        Optional<List<AwsAnswer>> networkPages = ask(AwsRead.NETWORKS, Map.of());
        List<Network> networks = networks(networkPages.orElse(List.of()));
        Integer networkCount = networkPages.isPresent() ? Integer.valueOf(networks.size()) : null;
        Integer addresses = ask(AwsRead.ADDRESSES, Map.of())
                .map(pages -> pages.get(0).texts("publicIp").size())
                .orElse(null);
        return new AwsListing(
                account,
                client.region(),
                names,
                zones,
                networks,
                quotas(networkCount, addresses),
                findings,
                bucketRegions);
    }

    private static Map<String, List<String>> publicZones(List<AwsAnswer> pages, UnaryOperator<String> shortened) {
        Map<String, List<String>> zones = new TreeMap<>();
        for (AwsAnswer page : pages) {
            for (AwsAnswer zone : page.items("HostedZones")) {
                if (!zone.text("PrivateZone").equals("true")) {
                    zones.computeIfAbsent(shortened.apply(zone.text("Name")), name -> new ArrayList<>())
                            .add(zone.text("Id").replaceFirst("^/hostedzone/", ""));
                }
            }
        }
        return zones;
    }

    /** Whose key it is; empty when the account knows no such key. The key's id goes to AWS and nowhere else. */
    public Optional<KeyOwner> ownerOf(String keyId) {
        List<Finding> before = List.copyOf(findings);
        Optional<String> user = ask(AwsRead.KEY_OWNER, Map.of("AccessKeyId", keyId))
                .map(pages -> pages.get(0).text("UserName"))
                .filter(name -> !name.isEmpty());
        if (user.isEmpty() && !spoiled) {
            // A key of another account is refused like one that may not be looked at.
            findings.clear();
            findings.addAll(before);
        }
        return user.map(name -> new KeyOwner(name, policies(name), texts(AwsRead.USER_GROUPS, name, "GroupName")));
    }

    /** What could not be read so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    private List<String> policies(String user) {
        List<String> policies = new ArrayList<>(texts(AwsRead.USER_POLICIES, user, "PolicyName"));
        policies.addAll(texts(AwsRead.USER_INLINE_POLICIES, user, "member"));
        return policies;
    }

    private List<String> texts(AwsRead read, String user, String field) {
        return ask(read, Map.of("UserName", user))
                .map(pages -> pages.stream()
                        .flatMap(page -> page.texts(field).stream())
                        .toList())
                .orElse(List.of());
    }

    private static List<Network> networks(List<AwsAnswer> pages) {
        List<Network> networks = new ArrayList<>();
        for (AwsAnswer page : pages) {
            for (AwsAnswer item : page.items("vpcSet")) {
                String name = item.items("tagSet").stream()
                        .filter(tag -> tag.text("key").equals("Name"))
                        .map(tag -> tag.text("value"))
                        .findFirst()
                        .orElse(null);
                List<String> ranges =
                        item.texts("cidrBlock").stream().distinct().toList();
                networks.add(new Network(
                        item.text("vpcId"), name, ranges, item.text("isDefault").equals("true")));
            }
        }
        return networks;
    }

    private List<Quota> quotas(@Nullable Integer networks, @Nullable Integer addresses) {
        List<Quota> quotas = new ArrayList<>();
        for (Allowance allowance : ALLOWANCES) {
            Integer limit = ask(
                            AwsRead.QUOTA, Map.of("ServiceCode", allowance.service(), "QuotaCode", allowance.code()))
                    .map(pages -> pages.get(0).text("Value"))
                    .filter(value -> value.matches("\\d{1,9}(\\.\\d+)?"))
                    .map(value -> (int) Double.parseDouble(value))
                    .orElse(null);
            Integer used =
                    switch (allowance.service()) {
                        case "vpc" -> networks;
                        case "ec2" -> addresses;
                        default -> null;
                    };
            quotas.add(new Quota(allowance.name(), allowance.code(), limit, used));
        }
        return quotas;
    }

    private static UnaryOperator<String> shortening(AwsRead kind) {
        return switch (kind) {
            case QUEUES, CLUSTERS -> text -> text.substring(text.lastIndexOf('/') + 1);
            case TOPICS -> text -> text.substring(text.lastIndexOf(':') + 1);
            case HOSTED_ZONES -> text -> text.replaceFirst("\\.$", "");
            default -> text -> text;
        };
    }

    private Optional<List<AwsAnswer>> ask(AwsRead read, Map<String, String> parameters) {
        if (spoiled) {
            return Optional.empty();
        }
        try {
            List<AwsAnswer> pages = client.all(read, parameters);
            if (AwsClient.isCut(read, pages)) {
                findings.add(new Finding(
                        "not-readable",
                        Severity.WARNING,
                        subject(),
                        "The list of " + read.action() + " goes on after " + pages.size()
                                + " pages; the rest was not read.",
                        "What is there is not in the inventory, and may collide with what will be made.",
                        "Look at it in AWS's console.",
                        read.action()));
            }
            return Optional.of(pages);
        } catch (AwsRefusal refusal) {
            spoiled = refusal.spoilsAll();
            Finding finding = new Finding(
                    "not-readable",
                    read == AwsRead.QUOTA ? Severity.INFO : Severity.WARNING,
                    subject(),
                    !home && spoiled
                            ? "The region " + client.region() + " was not read: AWS does not take the login there."
                            : Character.toUpperCase(refusal.what().charAt(0))
                                    + refusal.what().substring(1) + ".",
                    "What is there is not in the inventory, and may collide with what will be made.",
                    !home && spoiled
                            ? "Enable the region in AWS's console if something of yours is there, and audit again."
                            : refusal.next(),
                    read.action());
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
            return Optional.empty();
        }
    }

    private String subject() {
        return home ? "AWS" : "AWS " + client.region();
    }

    private record Allowance(String name, String service, String code) {}
}
