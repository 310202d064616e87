package dev.dynolift.plan;

import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a person has to do for the domains of a plan, beside what the audit already says of each. */
final class DomainFindings {

    private static final String RECORDS = "certificate-record-by-hand";
    private static final String MISSING = "domain-missing";
    private static final String WAY_BACK = "domain-without-way-back";

    private final Estate estate;

    DomainFindings(Estate estate) {
        this.estate = estate;
    }

    void check(List<AppPlan> apps) {
        recordsByHand(apps).forEach(this::recordsByHand);
        apps.stream()
                .filter(app -> app.webService().isPresent() && app.domains().isEmpty())
                .forEach(this::missing);
        apps.stream().flatMap(app -> app.domains().stream()).forEach(this::wayBack);
        estate.inventory().surroundings().zones().forEach(this::edge);
        for (String environment : estate.environmentNames()) {
            tooMany(
                    environment,
                    Certificates.of(apps.stream()
                            .filter(app -> app.environment().value().equals(environment))
                            .toList()));
        }
    }

    /** What the user's own choices have settled of it. */
    static Set<String> settled(MigrationPlan plan) {
        Set<String> settled = new TreeSet<>();
        Set<String> open = recordsByHand(plan.apps()).keySet();
        for (AppPlan app : plan.apps()) {
            if (!app.domains().isEmpty()) {
                settled.add(MISSING + " " + app.name());
            }
            for (DomainPlan domain : app.domains()) {
                if (!open.contains(domain.zone().value())) {
                    settled.add(RECORDS + " " + domain.zone().value());
                }
                if (!domain.inRoute53()) {
                    settled.add(WAY_BACK + " " + domain.name());
                }
            }
        }
        return settled;
    }

    /** The domains that wait for a record of somebody's, by zone. */
    private static Map<String, List<DomainPlan>> recordsByHand(List<AppPlan> apps) {
        Map<String, List<DomainPlan>> zones = new TreeMap<>();
        for (AppPlan app : apps) {
            if (app.webService().isPresent() || app.site().isPresent()) {
                app.domains().stream()
                        .filter(domain -> app.site().isEmpty()
                                ? domain.certificate().value()
                                : app.site().get().asksFor(domain))
                        .filter(domain -> !domain.inRoute53())
                        .forEach(domain -> zones.computeIfAbsent(domain.zone().value(), unused -> new ArrayList<>())
                                .add(domain));
            }
        }
        return zones;
    }

    private void recordsByHand(String zone, List<DomainPlan> domains) {
        boolean cloudflare = domains.stream().anyMatch(domain -> domain.dns().value() == DnsManagement.CLOUDFLARE);
        estate.find(
                RECORDS,
                Severity.WARNING,
                zone,
                "The certificate of " + domains.get(0).name()
                        + (domains.size() == 1 ? "" : " and " + (domains.size() - 1) + " more")
                        + " needs records in the zone " + zone + ", which Terraform does not have in its hands.",
                "Until they are there, AWS issues no certificate: the load balancer serves no HTTPS, and a site answers under"
                        + " CloudFront's own name alone.",
                "After the first apply, make the records of `terraform output certificate_records`"
                        + (cloudflare ? ", DNS only (not proxied)" : "")
                        + ", write `validated_zones = [\"" + zone
                        + "\"]` into domains.auto.tfvars, and apply again. Leave them there: renewals need them.");
    }

    private void missing(AppPlan app) {
        estate.find(
                MISSING,
                estate.isProduction(app.environment().value()) ? Severity.WARNING : Severity.INFO,
                app.name(),
                app.name() + " has no domain of its own.",
                "Heroku's name ends with the app, and no certificate can be issued for the load balancer's own name:"
                        + " nothing is served but to the addresses in plain_http_from, in the clear.",
                "Add a domain to the app in plan.yaml; to look at it before, write `plain_http_from ="
                        + " [\"YOUR.ADDRESS/32\"]` into domains.auto.tfvars.");
    }

    private void wayBack(DomainPlan domain) {
        if (domain.inRoute53()
                && HerokuTarget.of(domain.name(), estate.inventory()).isEmpty()) {
            estate.find(
                    WAY_BACK,
                    Severity.WARNING,
                    domain.name(),
                    "What stands at " + domain.name() + " in Route 53 is no CNAME record to Heroku.",
                    "Terraform replaces an A record there at the cutover and refuses to replace others; on the way back it"
                            + " removes its own and cannot put this one back.",
                    "Write down what stands there: `aws route53 list-resource-record-sets --hosted-zone-id ZONE"
                            + " --query \"ResourceRecordSets[?Name=='" + domain.name() + ".']\"`.");
        }
    }

    private void edge(DnsZone zone) {
        if ("full".equals(zone.tlsMode()) && zone.records().stream().anyMatch(DnsZone.Entry::proxied)) {
            estate.find(
                    "edge-certificate-unchecked",
                    Severity.INFO,
                    zone.name(),
                    zone.provider()
                            + " speaks TLS to the app and does not check its certificate: its SSL mode is full.",
                    "Whoever gets between the two can read everything.",
                    "Set the SSL mode to full (strict) once the load balancer has its certificate; Heroku's passes, too.");
        }
    }

    private void tooMany(String environment, Certificates certificates) {
        int count = certificates.names().size();
        if (count > Certificates.MOST) {
            estate.find(
                    "certificates-too-many",
                    Severity.WARNING,
                    environment,
                    "The domains of " + environment + " need " + count + " certificates; a load balancer takes "
                            + Certificates.MOST + ".",
                    "Terraform refuses the rest.",
                    "Ask AWS to raise \"Domain names per ACM certificate\" and set names_per_certificate, use wildcards,"
                            + " or put some apps into another environment.");
        }
    }
}
