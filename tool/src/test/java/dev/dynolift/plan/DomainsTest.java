package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Certificate;
import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainsTest extends PlanOnDisk {

    private static final List<String> ROUTE53 = List.of("ns-1.awsdns-01.org");

    @Test
    void names_are_as_dns_has_them_and_what_can_be_none_stops_no_plan() {
        Inventory crema = Inventories.crema();
        String app = crema.apps().get(0).name();
        List<Domain> domains = new ArrayList<>(crema.domains());
        for (String name :
                List.of("täpot.example", "*.Crema.example", "half a name", "..", "x".repeat(70) + ".example")) {
            domains.add(new Domain(app, name, true, null, null));
        }
        MigrationPlan plan = Planner.plan(with(crema, domains), Optional.empty());

        assertThat(plan.apps().get(0).domains())
                .extracting(DomainPlan::name)
                .containsExactly("www.crema.example", "xn--tpot-loa.example", "*.crema.example");
        assertThat(plan.findings().stream().filter(finding -> finding.id().equals("domain-unusable")))
                .extracting(finding -> finding.subject())
                .containsExactly("crema half a name", "crema ..", "crema " + "x".repeat(70) + ".example");
    }

    @Test
    void who_makes_the_records_follows_from_whom_dns_asks() {
        MigrationPlan plan = Planner.plan(ManyDomains.inventory(), Optional.empty());

        assertThat(domain(plan, "*.crema.example").dns().value()).isEqualTo(DnsManagement.ROUTE53);
        assertThat(domain(plan, "*.crema.example").zone().value()).isEqualTo("crema.example");
        assertThat(domain(plan, "beans.example").dns().value()).isEqualTo(DnsManagement.CLOUDFLARE);
        assertThat(domain(plan, "beans.example").dns().consequence()).contains("full (strict)", "DNS only");
        assertThat(domain(plan, "shop3.mugs.example").dns().value()).isEqualTo(DnsManagement.BY_HAND);
        assertThat(domain(plan, "shop3.mugs.example").dns().consequence()).contains("ns1.hoster.example");
        assertThat(plan.apps().get(0).domains())
                .allMatch(domain -> domain.dns().source() == Source.DETECTED)
                .allMatch(domain -> domain.certificate().value());
    }

    @Test
    void a_zone_that_only_looks_right_is_not_touched() {
        DnsAnswer elsewhere =
                ManyDomains.answer("crema.example", "crema.example", List.of(), List.of("ns1.hoster.example"), null);
        DnsAnswer inRoute53 = ManyDomains.answer("crema.example", "crema.example", List.of(), ROUTE53, null);
        DnsAnswer silent = new DnsAnswer(
                "crema.example", List.of(), List.of(), null, false, List.of(), null, "the server slept", true);

        assertThat(dns(elsewhere, ManyDomains.ZONE_ID).value()).isEqualTo(DnsManagement.BY_HAND);
        assertThat(dns(inRoute53, "private").consequence()).contains("not in an account that was read");
        assertThat(dns(inRoute53, "Z1, Z2").consequence()).contains("2 zones of that name");
        assertThat(dns(inRoute53, "Z1, Z2").value()).isEqualTo(DnsManagement.BY_HAND);
        assertThat(dns(silent, ManyDomains.ZONE_ID).consequence()).contains("DNS was not asked");
        assertThat(dns(silent, ManyDomains.ZONE_ID).value()).isEqualTo(DnsManagement.BY_HAND);
    }

    @Test
    void a_certificate_that_would_be_refused_is_not_asked_for() {
        DnsAnswer forbidden = ManyDomains.answer(
                "www.crema.example", "crema.example", List.of(), ROUTE53, List.of("letsencrypt.org"));
        DnsAnswer allowed =
                ManyDomains.answer("api.crema.example", "crema.example", List.of(), ROUTE53, List.of("amazon.com"));
        MigrationPlan plan = Planner.plan(
                ManyDomains.with(List.of(forbidden, allowed), List.of(), ManyDomains.account(ManyDomains.ZONE_ID)),
                Optional.empty());

        assertThat(domain(plan, "www.crema.example").certificate().value()).isFalse();
        assertThat(domain(plan, "www.crema.example").certificate().consequence())
                .contains("only letsencrypt.org")
                .contains("amazon.com");
        assertThat(domain(plan, "api.crema.example").certificate().value()).isTrue();
    }

    @Test
    void an_uploaded_certificate_is_replaced_unless_it_is_imported() {
        Inventory many = ManyDomains.inventory();
        Certificate uploaded = new Certificate("calm-1", List.of("*.mugs.example"), null, "CN=R3", false, false);
        AppDetails details = new AppDetails(
                List.of(uploaded),
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                null);
        Inventory inventory = many.withApps(List.of(many.apps().get(0).withDetails(details)));
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());

        assertThat(domain(plan, "shop1.mugs.example").certificate().consequence())
                .contains("uploaded")
                .contains("import yours");
        assertThat(domain(plan, "mugs.example").certificate().consequence()).doesNotContain("uploaded");
    }

    @Test
    void what_a_person_has_to_do_is_said_once_for_each_zone() {
        MigrationPlan plan = Planner.plan(ManyDomains.inventory(), Optional.empty());

        assertThat(subjects(plan, "certificate-record-by-hand")).containsExactly("beans.example", "mugs.example");
        assertThat(finding(plan, "certificate-record-by-hand", "beans.example").next())
                .contains("not proxied")
                .contains("validated_zones = [\"beans.example\"]");
        assertThat(finding(plan, "certificate-record-by-hand", "mugs.example").what())
                .contains("and 10 more");
        assertThat(subjects(plan, "domain-without-way-back")).containsExactly("crema.example");
        assertThat(subjects(plan, "edge-certificate-unchecked")).containsExactly("beans.example");
    }

    @Test
    void an_app_without_a_domain_is_told_so() {
        MigrationPlan plan = Planner.plan(ManyDomains.with(List.of(), List.of(), null), Optional.empty());

        assertThat(finding(plan, "domain-missing", "crema").next()).contains("plain_http_from");
        assertThat(subjects(Planner.plan(ManyDomains.inventory(), Optional.empty()), "domain-missing"))
                .isEmpty();
    }

    @Test
    void edits_stay_and_settle_what_they_decide() throws IOException {
        plan(ManyDomains.inventory());
        edit("  - name: beans.example\n        dns: cloudflare ", "  - name: beans.example\n        dns: route53-new ");

        MigrationPlan plan = plan(ManyDomains.inventory());

        assertThat(domain(plan, "beans.example").dns().value()).isEqualTo(DnsManagement.ROUTE53_NEW);
        assertThat(domain(plan, "beans.example").dns().source()).isEqualTo(Source.YOURS);
        assertThat(subjects(plan, "certificate-record-by-hand")).containsExactly("mugs.example");
        String text = Files.readString(file());
        plan(ManyDomains.inventory());
        assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test
    void a_domain_outside_its_zone_is_refused_with_its_line() throws IOException {
        plan(ManyDomains.inventory());
        edit("zone: beans.example ", "zone: tea.example ");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.why()).contains("beans.example cannot stand in a zone `tea.example`");
    }

    @Test
    void a_zone_is_made_by_one_environment_only() throws IOException {
        Inventory crema = Inventories.crema();
        List<Domain> domains = List.of(
                new Domain("crema", "www.crema.example", true, null, null),
                new Domain("crema-staging", "staging.crema.example", true, null, null));
        plan(with(crema, domains));
        edit("dns: by-hand ", "dns: route53-new ");
        edit("dns: by-hand ", "dns: route53-new ");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.why()).contains("production makes the zone crema.example already");
    }

    @Test
    void a_plan_of_before_there_were_zones_has_them_by_the_look_of_the_names() {
        assertThat(DomainPlan.zoneByName("www.crema.example").value()).isEqualTo("crema.example");
        assertThat(DomainPlan.zoneByName("*.crema.example").value()).isEqualTo("crema.example");
        assertThat(DomainPlan.zoneByName("crema.example").value()).isEqualTo("crema.example");
        assertThat(DomainPlan.zoneByName("www.crema.co.uk").value()).isEqualTo("crema.co.uk");
    }

    private static Choice<DnsManagement> dns(DnsAnswer answer, String zone) {
        return domain(
                        Planner.plan(
                                ManyDomains.with(List.of(answer), List.of(), ManyDomains.account(zone)),
                                Optional.empty()),
                        answer.host())
                .dns();
    }

    private static DomainPlan domain(MigrationPlan plan, String name) {
        return plan.apps().stream()
                .flatMap(app -> app.domains().stream())
                .filter(domain -> domain.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> subjects(MigrationPlan plan, String id) {
        return plan.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .map(Finding::subject)
                .toList();
    }

    private static Finding finding(MigrationPlan plan, String id, String subject) {
        return plan.findings().stream()
                .filter(finding -> finding.id().equals(id) && finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static Inventory with(Inventory inventory, List<Domain> domains) {
        return new Inventory(
                inventory.schemaVersion(),
                inventory.auditedAt(),
                inventory.source(),
                inventory.apps(),
                inventory.databases(),
                inventory.keyValueStores(),
                inventory.addons(),
                domains,
                inventory.pipelines(),
                inventory.findings(),
                inventory.spaces(),
                inventory.surroundings(),
                inventory.payers());
    }
}
