package dev.dynolift.plan;

import java.net.IDN;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One custom domain of an app.
 *
 * @param name the host name as DNS has it, in ASCII; may begin with {@code *.}
 * @param dns where its records are, and who makes them
 * @param zone the DNS zone that it stands in: {@code crema.example}
 * @param certificate whether ACM issues a certificate for it
 */
public record DomainPlan(String name, Choice<DnsManagement> dns, Choice<String> zone, Choice<Boolean> certificate) {

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\\.)+[a-z0-9-]{2,}");

    /** A host name, which people may write with any letters, as DNS has it; empty when it cannot be one. */
    public static Optional<String> name(String written) {
        try {
            String ascii = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return Optional.of(ascii).filter(name -> NAME.matcher(name).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The zone that a name looks to be in, when nobody asked DNS: two labels, or three under such as co.uk. */
    static Choice<String> zoneByName(String name) {
        String[] labels = name.split("\\.");
        int last = labels.length - 1;
        boolean registry = last >= 2 && labels[last].length() == 2 && labels[last - 1].length() <= 3;
        int first = Math.max(0, last - (registry ? 2 : 1));
        if (labels[first].equals("*")) {
            first++;
        }
        return Choice.byDefault(
                String.join(".", Arrays.copyOfRange(labels, first, labels.length)),
                "by the look of the name, since DNS was not asked");
    }

    /** Whether a name can stand in a zone. */
    static boolean isIn(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    /** Whether Terraform has the zone in its hands, found or made. */
    public boolean inRoute53() {
        return dns.value() == DnsManagement.ROUTE53 || dns.value() == DnsManagement.ROUTE53_NEW;
    }

    /** Where the domain's records are kept. */
    public enum DnsManagement {
        /** At Cloudflare. */
        CLOUDFLARE,
        /** In a Route 53 zone of this account, where Terraform makes them. */
        ROUTE53,
        /** In a Route 53 zone that Terraform makes; its name servers are told to the registrar by hand. */
        ROUTE53_NEW,
        /** Anywhere; the user makes them when told to. */
        BY_HAND
    }
}
