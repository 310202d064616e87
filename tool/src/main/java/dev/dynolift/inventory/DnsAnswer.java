package dev.dynolift.inventory;

import java.util.List;
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
        boolean unknown) {

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

    public DnsAnswer {
        chain = List.copyOf(chain);
        addresses = List.copyOf(addresses);
        nameServers = List.copyOf(nameServers);
        issuers = issuers == null ? null : List.copyOf(issuers);
    }
}
