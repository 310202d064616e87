package dev.dynolift.plan;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides for each domain who makes its records and whether ACM certifies it, by what DNS and its hosts have said. */
final class DomainPlanner {

    private static final String BY_HAND = "you change the record when the cutover says so";

    private final Estate estate;

    DomainPlanner(Estate estate) {
        this.estate = estate;
    }

    List<DomainPlan> domains(HerokuApp app) {
        return estate.inventory().domains().stream()
                .filter(domain -> domain.app().equals(app.name()) && domain.custom())
                .map(Domain::hostname)
                .flatMap(name -> usable(app, name).stream())
                .distinct()
                .map(name -> domain(app, name))
                .toList();
    }

    private Optional<String> usable(HerokuApp app, String hostname) {
        Optional<String> name = DomainPlan.name(hostname);
        if (name.isEmpty()) {
            estate.find(
                    "domain-unusable",
                    Severity.WARNING,
                    app.name() + " " + hostname,
                    "The domain " + hostname + " is no host name that DNS could have.",
                    "No certificate can be issued for it and no request can carry it, so the plan leaves it out.",
                    "Correct or remove it: `heroku domains -a " + app.name() + "`.");
        }
        return name;
    }

    private DomainPlan domain(HerokuApp app, String name) {
        Optional<DnsAnswer> answer = answer(name);
        Optional<DnsZone> cloudflare = cloudflare(name);
        List<String> ids = answer.map(DnsAnswer::zone)
                .map(this::accountZone)
                .orElseGet(() -> accountZones(name).findFirst().map(this::ids).orElse(List.of()));
        Choice<String> zone = answer.map(DnsAnswer::zone)
                .map(found -> Choice.detected(found, "the zone that DNS asks"))
                .or(() -> cloudflare.map(found -> Choice.detected(found.name(), "a zone at Cloudflare")))
                .or(() -> accountZones(name)
                        .findFirst()
                        .map(found -> Choice.detected(found.name(), "a zone of this AWS account")))
                .orElseGet(() -> DomainPlan.zoneByName(name));
        Choice<DnsManagement> dns = dns(answer, cloudflare, ids);
        return new DomainPlan(name, dns, zone, certificate(app, name, dns.value(), answer));
    }

    private static Choice<DnsManagement> dns(
            Optional<DnsAnswer> answer, Optional<DnsZone> cloudflare, List<String> ids) {
        boolean known = answer.isPresent() && !answer.get().nameServers().isEmpty();
        if (!known) {
            if (cloudflare.filter(zone -> zone.status().equals("active")).isPresent()) {
                return Choice.detected(DnsManagement.CLOUDFLARE, atCloudflare(cloudflare.get()));
            }
            return Choice.byDefault(
                    DnsManagement.BY_HAND,
                    ids.isEmpty()
                            ? BY_HAND + "; cloudflare and route53 let dynolift do it"
                            : BY_HAND + "; a zone of this AWS account has the name, but DNS was not asked whether it"
                                    + " is the one: then write route53");
        }
        if (answer.get().servedBy(DnsAnswer.ROUTE53)) {
            return ids.size() == 1
                    ? Choice.detected(
                            DnsManagement.ROUTE53,
                            "its zone is in this AWS account: Terraform proves the certificate there, and touches no"
                                    + " other record before the cutover")
                    : Choice.detected(
                            DnsManagement.BY_HAND,
                            ids.isEmpty()
                                    ? "its zone is in Route 53, but not in an account that was read; " + BY_HAND
                                    : "this AWS account has " + ids.size() + " zones of that name; " + BY_HAND);
        }
        if (answer.get().servedBy(DnsAnswer.CLOUDFLARE)) {
            return cloudflare
                    .map(zone -> Choice.detected(DnsManagement.CLOUDFLARE, atCloudflare(zone)))
                    .orElseGet(() -> Choice.detected(
                            DnsManagement.BY_HAND,
                            "its zone is at Cloudflare, for which there was no login; " + BY_HAND));
        }
        return Choice.detected(
                DnsManagement.BY_HAND,
                "its zone is with " + answer.get().nameServers().get(0) + "; " + BY_HAND
                        + "; route53-new makes a zone to move it to");
    }

    private static String atCloudflare(DnsZone zone) {
        return "its zone is at Cloudflare"
                + ("strict".equals(zone.tlsMode()) || zone.records().stream().noneMatch(DnsZone.Entry::proxied)
                        ? ""
                        : "; proxied records want SSL mode full (strict)")
                + "; the record that proves the certificate is made there, DNS only";
    }

    private static Choice<Boolean> certificate(
            HerokuApp app, String name, DnsManagement dns, Optional<DnsAnswer> answer) {
        if (answer.isPresent() && answer.get().forbidsAmazon()) {
            List<String> issuers = Optional.ofNullable(answer.get().issuers()).orElse(List.of());
            return Choice.detected(
                    false,
                    "CAA records let " + (issuers.isEmpty() ? "nobody" : "only " + String.join(", ", issuers))
                            + " issue; once they let amazon.com, write true or audit again");
        }
        boolean uploaded = app.details().certificates().stream()
                .filter(certificate -> !certificate.automatic())
                .flatMap(certificate -> certificate.domains().stream())
                .anyMatch(made -> made.equals(name) || made.equals(name.replaceFirst("^[^.]+", "*")));
        if (uploaded) {
            return Choice.byDefault(
                    true,
                    "ACM issues a new one for the one that you uploaded, whose key Heroku gives to nobody; false if"
                            + " you import yours");
        }
        return Choice.byDefault(
                true,
                dns == DnsManagement.ROUTE53
                        ? "ACM issues and renews it, free; Terraform makes the record that proves the domain yours"
                        : "ACM issues and renews it, free; a record of yours proves that the domain is yours");
    }

    private Optional<DnsAnswer> answer(String name) {
        return estate.inventory().surroundings().hosts().stream()
                .filter(host ->
                        DomainPlan.name(host.host()).filter(name::equals).isPresent())
                .findFirst();
    }

    private Optional<DnsZone> cloudflare(String name) {
        return estate.inventory().surroundings().zones().stream()
                .filter(zone -> zone.provider().equals("Cloudflare") && DomainPlan.isIn(name, zone.name()))
                .max(Comparator.comparingInt(zone -> zone.name().length()));
    }

    /** The account's zones that could hold a name, the nearest first. */
    private Stream<Resource> accountZones(String name) {
        return account()
                .filter(zone -> DomainPlan.isIn(name, zone.name()))
                .sorted(Comparator.comparingInt((Resource zone) -> -zone.name().length()));
    }

    private List<String> accountZone(String zone) {
        return account()
                .filter(one -> one.name().equals(zone))
                .findFirst()
                .map(this::ids)
                .orElse(List.of());
    }

    private List<String> ids(Resource zone) {
        String detail = zone.detail();
        // An inventory of before the ids were read.
        return detail == null ? List.of("") : detail.equals("private") ? List.of() : List.of(detail.split(", "));
    }

    private Stream<Resource> account() {
        AwsAccount account = estate.inventory().surroundings().aws();
        return account == null ? Stream.empty() : account.hostedZones().stream();
    }
}
