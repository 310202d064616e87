package dev.dynolift.plan;

/**
 * One custom domain of an app.
 *
 * @param name the host name; may begin with {@code *.}
 * @param dns who changes the record at the cutover
 * @param certificate whether ACM issues a certificate for it
 */
public record DomainPlan(String name, Choice<DnsManagement> dns, Choice<Boolean> certificate) {

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
