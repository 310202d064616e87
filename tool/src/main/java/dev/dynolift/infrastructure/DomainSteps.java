package dev.dynolift.infrastructure;

import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.DomainPlan;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of {@code infra/README.md} that says how domains and certificates come to AWS, step by step. */
final class DomainSteps {

    private DomainSteps() {}

    static String text(List<EnvironmentEstate> estates) {
        List<EnvironmentEstate> withDomains = estates.stream()
                .filter(estate -> !estate.allDomains().isEmpty())
                .toList();
        boolean reached =
                estates.stream().anyMatch(estate -> estate.defaultService().isPresent());
        if (withDomains.isEmpty() && !reached) {
            return """

                    ## Domains
                    The plan has none. Each site answers under CloudFront's own name, which `terraform output sites` tells.
                    """;
        }
        if (withDomains.isEmpty()) {
            return """

                    ## Domains
                    The plan has none. Until there is a certificate, the load balancers serve nothing in the clear and answer 403.
                    To try the apps, write your address into `domains.auto.tfvars` and apply: `plain_http_from = ["203.0.113.7/32"]`.
                    """;
        }
        StringBuilder text = new StringBuilder("""

                ## Domains
                | environment | domain | zone | records | certificate |
                |---|---|---|---|---|
                """);
        for (EnvironmentEstate estate : withDomains) {
            for (DomainPlan domain : estate.allDomains()) {
                text.append("| ")
                        .append(estate.environmentName())
                        .append(" | ")
                        .append(domain.name())
                        .append(" | ")
                        .append(domain.zone().value())
                        .append(" | ")
                        .append(records(domain.dns().value()))
                        .append(" | ")
                        .append(estate.isCertified(domain) ? "ACM" : "your own, or none")
                        .append(" |\n");
            }
        }
        text.append("""

                What is told as the move goes on stands in `domains.auto.tfvars`, beside `terraform.tfvars.json`.""");
        if (reached) {
            text.append("""
                     Until there is a
                    certificate, the load balancer serves nothing in the clear and answers 403; `plain_http_from = ["203.0.113.7/32"]`
                    lets one address try the apps.""");
        }
        text.append("\n\n");
        int step = 1;
        text.append(step++)
                .append(". Apply. ACM is asked for certificates; nothing waits for a record that nobody has made.\n");
        if (any(withDomains, DnsManagement.ROUTE53)) {
            text.append(step++).append("""
                    . In zones of this account's Route 53 this apply makes the records that prove the domains, waits for the
                       certificates (minutes) and switches HTTPS on.
                    """);
        }
        if (any(withDomains, DnsManagement.ROUTE53_NEW)) {
            text.append(step++).append("""
                    . New zones: copy the old zone's records into them, write the name servers of `terraform output name_servers` down
                       at the registrar, and go on when `dig NS` answers with them.
                    """);
        }
        String waiting = withDomains.stream()
                .flatMap(estate -> estate.allDomains().stream().filter(estate::isCertified))
                .filter(domain -> domain.dns().value() != DnsManagement.ROUTE53)
                .map(domain -> "\"" + domain.zone().value() + "\"")
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        if (!waiting.isEmpty()) {
            text.append(step++).append("""
                    . Make the records of `terraform output certificate_records`, as they stand there; at Cloudflare "DNS only". They
                       stay for renewals. Then name the zones whose records are made, WHERE and apply: `validated_zones = [ZONES]`.
                    """.replace("ZONES", waiting)
                    .replace(" WHERE", withDomains.size() > 1 ? " each environment its own," : ""));
        }
        text.append(step++).append("""
                . Try it before visitors do, with NAMES:
                   `curl --connect-to www.example.com:443:LOAD_BALANCER:443 https://www.example.com/`.
                """.replace(
                        "NAMES",
                        reached
                                ? "the name of `terraform output load_balancer`, or a site's in `sites`"
                                : "a site's name in `terraform output sites`")
                .replace("LOAD_BALANCER", reached ? "LOAD_BALANCER" : "CLOUDFRONT"));
        if (any(withDomains, DnsManagement.ROUTE53) || any(withDomains, DnsManagement.ROUTE53_NEW)) {
            text.append(step++).append("""
                    . Before the cutover: `dns_leads_to = "heroku"`. Terraform takes the CNAME records in Route 53 over as they are,
                       with a TTL of 60 seconds; nothing changes for visitors. Wait for as long as the old TTL was.
                    """);
            text.append(step++).append("""
                    . The cutover: `dns_leads_to = "aws"`. Each record is replaced in one batch, without a moment in between. The way
                       back is `"heroku"`, never removing the line, which would remove the records.
                    """);
        }
        if (any(withDomains, DnsManagement.BY_HAND) || any(withDomains, DnsManagement.CLOUDFLARE)) {
            text.append(step).append("""
                    . By hand, at the cutover: the records of `terraform output domain_records`; `way_back` says what stands there today.
                       At Cloudflare keep the proxy as it is, and set SSL to full (strict) before.
                    """);
        }
        return text.toString();
    }

    private static boolean any(List<EnvironmentEstate> estates, DnsManagement management) {
        return estates.stream()
                .flatMap(estate -> estate.allDomains().stream())
                .anyMatch(domain -> domain.dns().value() == management);
    }

    private static String records(DnsManagement management) {
        return switch (management) {
            case ROUTE53 -> "Terraform, in Route 53";
            case ROUTE53_NEW -> "Terraform, in a new zone in Route 53";
            case CLOUDFLARE -> "at Cloudflare";
            case BY_HAND -> "by hand";
        };
    }
}
