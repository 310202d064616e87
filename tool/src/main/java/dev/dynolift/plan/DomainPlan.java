package dev.dynolift.plan;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One custom domain of an app.
 *
 * @param name the host name as DNS has it, in ASCII; may begin with {@code *.}
 * @param dns who changes the record at the cutover
 * @param certificate whether ACM issues a certificate for it
 */
public record DomainPlan(String name, Choice<DnsManagement> dns, Choice<Boolean> certificate) {

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\\.)+[a-z0-9-]{2,}");

    /** A host name, which people may write with any letters, as DNS has it; empty when it cannot be one. */
    static Optional<String> name(String written) {
        try {
            String ascii = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return Optional.of(ascii).filter(name -> NAME.matcher(name).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where the domain's records are kept. */
    public enum DnsManagement {
        /** dynolift changes the record through Cloudflare's API. */
        CLOUDFLARE,
        /** dynolift changes the record in a Route 53 zone. */
        ROUTE53,
        /** The user changes the record when told to. */
        BY_HAND
    }
}
