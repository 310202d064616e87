package dev.dynolift.surroundings;

import dev.dynolift.aws.AwsAccountReader;
import dev.dynolift.dns.DomainLookup;
import dev.dynolift.inventory.Surroundings.NotAsked;
import dev.dynolift.rest.RestClient;
import java.util.List;
import java.util.Optional;

/**
 * Whom the audit can ask about what stands around the apps.
 *
 * @param semaphore for the organization's own address
 * @param notAsked those that cannot be asked, each with what would change that
 */
public record Sources(
        Optional<RestClient> semaphore,
        Optional<RestClient> cloudflare,
        Optional<DomainLookup> dns,
        Optional<AwsAccountReader> aws,
        List<NotAsked> notAsked) {

    /** Nobody; nothing is said of it either. */
    public static final Sources NONE =
            new Sources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Sources {
        notAsked = List.copyOf(notAsked);
    }
}
