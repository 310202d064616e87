package dev.dynolift.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.estate.Estates;
import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Network;
import dev.dynolift.inventory.AwsAccount.Quota;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.inventory.Surroundings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurroundingsRulesTest {

    private static final DnsAnswer FINE =
            answer("a.example", List.of("x.herokudns.com"), 60L, false, "ns.example", null);

    @Test
    void nothing_is_said_when_all_is_well() {
        assertThat(ids(with(List.of(FINE), List.of(), null))).isEmpty();
    }

    @Test
    void domains() {
        assertThat(ids(with(
                        List.of(answer("a", List.of("x.herokudns.com"), 3600L, false, "ns", null)), List.of(), null)))
                .containsExactly("domain-remembered-long");
        assertThat(ids(with(
                        List.of(answer("a", List.of("x.herokudns.com"), 60L, false, "ns", List.of("letsencrypt.org"))),
                        List.of(),
                        null)))
                .containsExactly("certificate-forbidden");
        assertThat(ids(with(
                        List.of(answer("a", List.of("x.herokudns.com"), 60L, false, "ns", List.of("amazon.com", "x"))),
                        List.of(),
                        null)))
                .isEmpty();
        assertThat(ids(with(List.of(answer("a", List.of(), 60L, true, "ns1.plain.example", null)), List.of(), null)))
                .containsExactly("domain-at-the-apex");
        assertThat(ids(with(
                        List.of(answer("a", List.of(), 60L, true, "ada.ns.cloudflare.com", null)), List.of(), null)))
                .isEmpty();
        assertThat(ids(with(List.of(answer("a", List.of("cdn.example"), 60L, false, "ns", null)), List.of(), null)))
                .containsExactly("domain-leads-elsewhere");
        assertThat(ids(with(
                        List.of(new DnsAnswer(
                                "a", List.of(), List.of(), null, false, List.of(), null, "there is no such name")),
                        List.of(),
                        null)))
                .containsExactly("domain-unanswered");
    }

    @Test
    void a_domain_that_could_not_be_looked_up_is_not_called_dead() {
        DnsAnswer unknown =
                new DnsAnswer("a", List.of(), List.of(), null, false, List.of(), null, "the server slept", true);

        assertThat(Rules.check(with(List.of(unknown), List.of(), null))).anySatisfy(finding -> {
            assertThat(finding.what()).contains("could not be looked up");
            assertThat(finding.why()).doesNotContain("Nobody can reach");
        });
    }

    @Test
    void zones() {
        DnsZone zone = new DnsZone(
                "Cloudflare",
                "crema.example",
                "active",
                "flexible",
                List.of(new DnsZone.Entry("www.crema.example", "CNAME", "x.herokudns.com", null, true, true)),
                List.of(new DnsZone.Rule("page rule", "crema.example/*", "forwarding_url")));

        assertThat(ids(with(List.of(), List.of(zone), null)))
                .containsExactlyInAnyOrder("edge-without-tls", "domain-proxied", "rules-on-traffic");
    }

    @Test
    void the_aws_account() {
        AwsAccount account = new AwsAccount(
                "123456789012",
                "eu-west-1",
                List.of(new Resource("ECS cluster", "crema", null, List.of())),
                List.of(
                        new Network("vpc-1", null, List.of("10.0.0.0/16"), false),
                        new Network("vpc-2", null, List.of("172.31.0.0/16"), true)),
                List.of(
                        new Quota("VPCs per Region", "L-F678F1CE", 5, 4),
                        new Quota("Fargate vCPUs", "L-3032A538", 500, null)));

        List<Finding> findings = found(with(List.of(), List.of(), account));

        assertThat(findings)
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "aws-name-taken",
                        "network-taken",
                        "quota-tight",
                        "aws-resource-elsewhere",
                        "aws-key-in-setting");
        assertThat(findings).allSatisfy(finding -> assertThat(finding.fact()).startsWith("docs/"));
        assertThat(findings)
                .filteredOn(finding -> finding.id().equals("quota-tight"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.next())
                        .contains("--service-code vpc --quota-code L-F678F1CE --desired-value 15"));
    }

    @Test
    void what_another_region_holds_is_neither_missing_nor_without_its_place() {
        AwsAccount europe = new AwsAccount(
                null,
                "eu-west-1",
                List.of(
                        new Resource("S3 bucket", "elsewhere", null, List.of("crema S3_BUCKET")),
                        new Resource("ECS cluster", "crema", null, List.of())),
                List.of(),
                List.of(new Quota("VPCs per Region", "L-F678F1CE", 5, 5)));
        AwsAccount account =
                new AwsAccount("123456789012", "us-east-1", List.of(), List.of(), List.of(), List.of(europe));

        List<Finding> findings = found(with(List.of(), List.of(), account));

        // No app goes to that region: its allowance is nobody's concern.
        assertThat(findings).extracting(Finding::id).containsExactlyInAnyOrder("aws-name-taken", "aws-key-in-setting");
        assertThat(findings).extracting(Finding::subject).contains("ECS cluster crema in eu-west-1");
    }

    @Test
    void apps_and_pipelines() {
        Inventory inventory = new Estates()
                .app("a")
                .app("b")
                .calls("a", "B_URL", "b.herokuapp.com")
                .calls("b", "A_URL", "a.herokuapp.com")
                .calls("a", "OLD_URL", "old.herokuapp.com")
                .deploys(".semaphore/production.yml", "a")
                .drawn();

        assertThat(ids(inventory))
                .containsExactlyInAnyOrder(
                        "apps-call-in-circle", "calls-app-not-audited", "pipeline-deploys-to-heroku");
    }

    private static Inventory with(List<DnsAnswer> hosts, List<DnsZone> zones, @Nullable AwsAccount account) {
        List<SettingTarget> targets = account == null
                ? List.of()
                : List.of(
                        new SettingTarget("crema", "S3_BUCKET", SettingTarget.Kind.BUCKET, "elsewhere"),
                        new SettingTarget("crema", "AWS_ACCESS_KEY_ID", SettingTarget.Kind.IAM_USER, "crema-heroku"));
        return new Estates()
                .drawn()
                .withSurroundings(new Surroundings(targets, List.of(), zones, hosts, account, null, List.of()));
    }

    /** What the rules about surroundings find. */
    private static List<Finding> found(Inventory inventory) {
        Set<String> around = Rules.ALL.stream()
                .filter(rule -> rule.fact().startsWith("e"))
                .map(Rule::id)
                .collect(Collectors.toSet());
        return Rules.check(inventory).stream()
                .filter(finding -> around.contains(finding.id()))
                .toList();
    }

    private static List<String> ids(Inventory inventory) {
        return found(inventory).stream().map(Finding::id).toList();
    }

    private static DnsAnswer answer(
            String host, List<String> chain, Long ttl, boolean apex, String server, @Nullable List<String> issuers) {
        return new DnsAnswer(host, chain, List.of("198.51.100.7"), ttl, apex, List.of(server), issuers, null);
    }
}
