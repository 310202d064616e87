package dev.dynolift.inventory;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What DNS answers for a domain of an app.
 *
 * @param chain the names behind it, by CNAME, in order
 * @param addresses at the end, sorted
 * @param ttlSeconds of the domain's own record: how long others may keep the old answer; null when there is none
 * @param apex whether the domain is its zone's own name, which can have no CNAME
 * @param nameServers of the zone
 * @param issuers who may issue certificates, by the CAA records that apply; null when anybody may
 * @param problem why there is no answer; null when there is one
 * @param unknown whether the problem is the asking itself: the domain may be well
 * @param zone the zone that the domain stands in: "crema.example"; null when it is not known
 */
public record DnsAnswer(
        String host,
        List<String> chain,
        List<String> addresses,
        @Nullable Long ttlSeconds,
        boolean apex,
        List<String> nameServers,
        @Nullable List<String> issuers,
        @Nullable String problem,
        boolean unknown,
        @Nullable String zone) {

    /** An answer that does not tell the zone. */
    public DnsAnswer(
            String host,
            List<String> chain,
            List<String> addresses,
            @Nullable Long ttlSeconds,
            boolean apex,
            List<String> nameServers,
            @Nullable List<String> issuers,
            @Nullable String problem,
            boolean unknown) {
        this(host, chain, addresses, ttlSeconds, apex, nameServers, issuers, problem, unknown, null);
    }

    /** What DNS really said. */
    public DnsAnswer(
            String host,
            List<String> chain,
            List<String> addresses,
            @Nullable Long ttlSeconds,
            boolean apex,
            List<String> nameServers,
            @Nullable List<String> issuers,
            @Nullable String problem) {
        this(host, chain, addresses, ttlSeconds, apex, nameServers, issuers, problem, false);
    }

    /** How the name servers of Route 53 are called. */
    public static final Pattern ROUTE53 = Pattern.compile("ns-\\d+\\.awsdns-\\d+\\..+");

    /** How the name servers of Cloudflare are called. */
    public static final Pattern CLOUDFLARE = Pattern.compile(".+\\.ns\\.cloudflare\\.com");

    private static final Set<String> AMAZON = Set.of("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com");

    public DnsAnswer {
        chain = List.copyOf(chain);
        addresses = List.copyOf(addresses);
        nameServers = List.copyOf(nameServers);
        issuers = issuers == null ? null : List.copyOf(issuers);
    }

    /** Whether a name server of the zone is called so. */
    public boolean servedBy(Pattern names) {
        return nameServers.stream().anyMatch(server -> names.matcher(server).matches());
    }

    /** Whether CAA records keep Amazon from issuing certificates. */
    public boolean forbidsAmazon() {
        return issuers != null && issuers.stream().noneMatch(AMAZON::contains);
    }
}
