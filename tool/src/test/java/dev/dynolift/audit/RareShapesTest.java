package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.KeptAnswers;
import dev.dynolift.heroku.SecondFactor;
import dev.dynolift.inventory.AppDetails.Autoscaling;
import dev.dynolift.inventory.AppDetails.GithubLink;
import dev.dynolift.inventory.AppDetails.ProcessLoad;
import dev.dynolift.inventory.Builds;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.KafkaDetails;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.RoleCount;
import dev.dynolift.inventory.Space;
import dev.dynolift.inventory.SpaceNetwork;
import dev.dynolift.inventory.SpaceNetwork.Peering;
import dev.dynolift.inventory.SpaceNetwork.VpnConnection;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What few have: a Fir app in a private space, and a Cedar app with an advanced database, Kafka and dynos that scale by
 * themselves, both in one pipeline.
 */
class RareShapesTest {

    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(Captures.of("rare"));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void reads_a_fir_app_from_its_image_and_its_telemetry() {
        Inventory inventory = named("ember");

        HerokuApp app = inventory.app("ember").orElseThrow();
        assertThat(app.generation()).isEqualTo("fir");
        assertThat(app.process("web").orElseThrow().size()).isEqualTo("dyno-1c-0.5gb");
        assertThat(app.releaseCommand()).isEqualTo("node migrate.js");
        assertThat(app.details().slug()).isNull();
        assertThat(app.details().image().architecture()).isEqualTo("arm64");
        assertThat(app.drains()).extracting(drain -> drain.host()).containsExactly("otel.example.com");
        assertThat(inventory.findings()).extracting(Finding::id).contains("fir-generation", "private-space");
        assertThat(standIn.requests())
                .extracting(ReceivedRequest::path)
                .doesNotContain("/apps/ember/log-drains", "/apps/ember/buildpack-installations");
    }

    @Test
    void reads_a_private_space_with_its_network_and_its_way_out() {
        Inventory inventory = named("ember");

        assertThat(inventory.spaces())
                .containsExactly(new Space(
                        "kiln",
                        "frankfurt",
                        true,
                        "fir",
                        "10.0.0.0/16",
                        List.of("198.51.100.7", "198.51.100.8"),
                        new SpaceNetwork(
                                List.of("203.0.113.0/24", "198.51.100.64/32"),
                                // Heroku's own peering, and one that is gone, are nobody's to make again.
                                List.of(new Peering(
                                        "pcx-222222222222",
                                        "vpc-2222222222",
                                        "222222222222",
                                        "eu-central-1",
                                        List.of("10.2.0.0/16", "10.3.0.0/16"),
                                        "active")),
                                List.of(new VpnConnection("office", "203.0.113.9", List.of("172.16.0.0/16"), "active")),
                                List.of(new LogDrain("https", "logs.example.com", null)))));
        assertThat(inventory.app("ember").orElseThrow().details().internalRouting())
                .isTrue();
    }

    @Test
    void what_a_private_space_is_joined_to_is_told_with_what_the_move_has_to_make() {
        List<Finding> findings = named("ember").findings();

        assertThat(said(findings, "private-space"))
                .contains("198.51.100.7, 198.51.100.8")
                .doesNotContain("not known");
        assertThat(said(findings, "space-peering"))
                .contains("vpc-2222222222 (account 222222222222, eu-central-1), which has 10.2.0.0/16, 10.3.0.0/16");
        assertThat(said(findings, "space-trusted-addresses")).contains("Only 203.0.113.0/24, 198.51.100.64/32 may");
        assertThat(said(findings, "space-vpn")).contains("VPN office to 203.0.113.9", "172.16.0.0/16");
        assertThat(said(findings, "space-log-drain"))
                .contains("logs.example.com")
                .doesNotContain("PLANTED9");
    }

    @Test
    void what_is_refused_of_a_private_space_and_a_team_is_unknown_and_not_none() {
        standIn.add(Fault.always("/spaces/kiln/*", 403));
        standIn.add(Fault.always("/teams/*", 403));

        Inventory inventory = named("ember");

        assertThat(inventory.spaces().get(0).network()).isEqualTo(SpaceNetwork.UNKNOWN);
        assertThat(inventory.payers()).containsExactly(new Payer("roasters", null, null, null));
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::source)
                .contains(
                        "/spaces/kiln/nat",
                        "/spaces/kiln/inbound-ruleset",
                        "/spaces/kiln/peerings",
                        "/spaces/kiln/vpn-connections",
                        "/spaces/kiln/log-drain",
                        "/teams/roasters/members",
                        "/teams/roasters/invoices");
        assertThat(inventory.findings().stream()
                        .filter(finding -> finding.id().equals("private-space"))
                        .map(Finding::next))
                .singleElement()
                .asString()
                .contains("`heroku trusted-ips`", "`heroku spaces:peerings`");
        assertThat(inventory.findings())
                .extracting(Finding::id)
                .doesNotContain("space-peering", "space-trusted-addresses", "space-vpn", "team-members");
    }

    @Test
    void questions_that_nothing_is_planned_by_end_no_audit_whatever_goes_wrong() {
        standIn.add(Fault.always("/spaces/kiln/peerings", 401));
        standIn.add(Fault.always("/teams/roasters/members", 401));
        standIn.add(Fault.always("/apps/ember/builds", 401));

        Inventory inventory = named("ember");

        assertThat(inventory.apps()).hasSize(1);
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::source)
                .contains("/spaces/kiln/peerings", "/teams/roasters/members", "/apps/ember/builds");
    }

    @Test
    void reads_who_is_in_the_team_and_its_last_whole_invoice() {
        Inventory inventory = named("ember");

        assertThat(inventory.payers())
                .containsExactly(new Payer(
                        "roasters",
                        List.of(new RoleCount("admin", 1), new RoleCount("member", 3)),
                        // Of the two without a second factor one comes through the company's own login.
                        1,
                        new Payer.Invoice("2026-02-01", "2026-02-28", 102_550, 103_550L),
                        new Payer.Usage(lastMonth(), List.of(new Payer.AppUsage("ember", 1.548, 250.0, 200.0, 50.0))),
                        null));
        assertThat(standIn.requests())
                .extracting(ReceivedRequest::path)
                .contains("/teams/00000004-aaaa-4bbb-8ccc-0123456789ab/usage/monthly?start=" + lastMonth());
        assertThat(said(inventory.findings(), "team-members"))
                .contains("1 admin, 3 member", "1 of them log in with a password alone");
    }

    @Test
    void usage_that_is_refused_is_unknown_and_told() {
        standIn.add(Fault.always("/teams/00000004-aaaa-4bbb-8ccc-0123456789ab/*", 403));

        Inventory inventory = named("ember");

        assertThat(inventory.payers()).extracting(Payer::usage).containsOnlyNulls();
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::source)
                .anyMatch(source -> source.contains("/usage/monthly"));
    }

    private static String lastMonth() {
        return YearMonth.now(ZoneOffset.UTC).minusMonths(1).toString();
    }

    @Test
    void reads_how_builds_went_and_who_started_them() {
        Inventory inventory = named("foundry");

        Builds builds = inventory.app("foundry").orElseThrow().details().builds();
        // The one that runs has not failed yet.
        assertThat(builds)
                .isEqualTo(new Builds(
                        4,
                        2,
                        true,
                        Instant.parse("2026-03-04T09:00:00Z"),
                        List.of(new Builds.Builder("no collaborator", 1, 4))));
        assertThat(said(inventory.findings(), "builds-failing")).contains("1 more of the last 4");
        assertThat(said(inventory.findings(), "who-builds")).contains("4 by 1 with the role no collaborator");
        assertThat(named("ember").app("ember").orElseThrow().details().builds()).isNull();
    }

    @Test
    void reads_an_advanced_database_from_the_interface_of_its_own() {
        Inventory inventory = named("foundry");

        Database database = inventory.databases().get(0);
        assertThat(database.plan()).isEqualTo("advanced");
        assertThat(database.majorVersion()).isEqualTo(17);
        assertThat(database.connections()).isEqualTo(23);
        assertThat(database.connectionLimit()).isEqualTo(400);
        assertThat(database.highlyAvailable()).isTrue();
        assertThat(database.details().credentials()).containsExactly("default", "reader");
        assertThat(database.details().followers()).containsExactly("analytics");
        // The schema allows that nobody knows how much is stored.
        assertThat(database.sizeBytes()).isNull();
        assertThat(standIn.requests())
                .extracting(ReceivedRequest::path)
                .noneMatch(path -> path.startsWith("/client/v11/databases"));
    }

    @Test
    void reads_kafkas_topics_but_not_its_own() {
        KafkaDetails kafka = named("foundry").addons().stream()
                .filter(addon -> addon.service().equals("heroku-kafka"))
                .findFirst()
                .orElseThrow()
                .kafka();

        assertThat(kafka.version()).isEqualTo("3.7.1");
        assertThat(kafka.consumerGroups()).containsExactly("billing");
        assertThat(kafka.topics())
                .containsExactly(
                        new KafkaDetails.Topic("orders", 8, 3, 1_048_576L, false, 86_400_000L),
                        new KafkaDetails.Topic("customers", 8, 3, 1_048_576L, true, null));
        assertThat(named("foundry").findings()).extracting(Finding::id).contains("kafka-topics");
    }

    @Test
    void reads_how_dynos_scale_and_how_busy_they_were() {
        HerokuApp app = named("foundry").app("foundry").orElseThrow();

        assertThat(app.details().autoscaling()).containsExactly(new Autoscaling("web", true, 2, 8, 400));
        assertThat(app.details().load().stream()
                        .filter(load -> load.processType().equals("web")))
                .containsExactly(new ProcessLoad("web", 24, 1890, 420, 20.0, Map.of("H12", 7L, "R14", 7L)));
        assertThat(app.details().github()).isEqualTo(new GithubLink("roasters/foundry", "main", true, true));
        // Dynos of the worker's size cannot scale by themselves: nobody is asked.
        assertThat(standIn.requests())
                .extracting(ReceivedRequest::path)
                .filteredOn(path -> path.endsWith("/monitors"))
                .hasSize(1);
    }

    @Test
    void a_dashboard_that_does_not_answer_leaves_load_and_scaling_unknown() {
        standIn.add(Fault.always("/apps/00000005-bbbb-4ccc-8ddd-0123456789ab/*", 403));

        Inventory inventory = named("foundry");

        HerokuApp app = inventory.app("foundry").orElseThrow();
        assertThat(app.details().autoscaling()).isEmpty();
        assertThat(app.details().load()).isEmpty();
        assertThat(app.details().github()).isNull();
        assertThat(inventory.findings()).extracting(Finding::id).contains("load-unknown");
        // Neither is told to be without.
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::source)
                .contains(
                        "/apps/00000005-bbbb-4ccc-8ddd-0123456789ab/github",
                        "/apps/00000005-bbbb-4ccc-8ddd-0123456789ab/formation/web/monitors");
    }

    @Test
    void one_app_that_tells_its_load_hides_no_other() {
        Inventory inventory = audit(new AuditScope.All());

        assertThat(inventory.app("foundry").orElseThrow().details().load()).isNotEmpty();
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("load-unknown"))
                .extracting(Finding::subject)
                .containsExactly("ember");
    }

    @Test
    void a_pipelines_audit_takes_its_apps_but_no_review_app() {
        Inventory inventory = audit(new AuditScope.OfPipeline("rare-line"));

        assertThat(inventory.apps()).extracting(HerokuApp::name).containsExactlyInAnyOrder("ember", "foundry");
        assertThat(inventory.app("ember").orElseThrow().pipelineStage()).isEqualTo("production");
        assertThat(inventory.pipelines()).singleElement().satisfies(pipeline -> {
            assertThat(pipeline.stages()).extracting(Pipeline.Stage::app).containsExactlyInAnyOrder("ember", "foundry");
            assertThat(pipeline.reviewApps()).isTrue();
            assertThat(pipeline.review()).isEqualTo(new Pipeline.ReviewSettings(true, 5, true));
        });
        assertThat(said(inventory.findings(), "review-apps"))
                .contains("each without being asked and once its tests have passed; removed after 5 days");
    }

    @Test
    void an_audit_of_everything_takes_all_apps_and_unknown_names_are_refused() {
        assertThat(audit(new AuditScope.All()).apps())
                .extracting(HerokuApp::name)
                .containsExactly("ember", "foundry");
        assertThatThrownBy(() -> audit(new AuditScope.OfPipeline("nobody"))).hasMessageContaining("/pipelines/nobody");
        assertThatThrownBy(() -> audit(new AuditScope.OfTeam("nobody"))).hasMessageContaining("/teams/nobody/apps");
    }

    @Test
    void a_second_factor_is_asked_for_once_for_all_questions() {
        standIn.askForSecondFactor("908172");
        AtomicInteger asked = new AtomicInteger();
        SecondFactor person = () -> {
            asked.incrementAndGet();
            return Optional.of(" 908172 ");
        };

        Inventory inventory = audit(new AuditScope.All(), person);

        assertThat(inventory.apps()).hasSize(2);
        assertThat(asked).hasValue(1);
        assertThat(InventoryFile.toJson(inventory)).doesNotContain("908172");
    }

    @Test
    void without_a_second_factor_the_error_says_which_token_needs_none() {
        standIn.askForSecondFactor("908172");

        assertThatThrownBy(() -> audit(new AuditScope.All()))
                .hasMessageContaining("second factor")
                .satisfies(refused ->
                        assertThat(((DynoliftException) refused).next()).contains("read-protected"));
        assertThatThrownBy(() -> audit(new AuditScope.All(), () -> Optional.of("000000")))
                .hasMessageContaining("second factor");
    }

    @Test
    void nothing_of_the_rare_shapes_shows_a_secret() {
        assertThat(InventoryFile.toJson(audit(new AuditScope.All()))).doesNotContain("PLANTED9");
    }

    private static String said(List<Finding> findings, String id) {
        return findings.stream()
                .filter(finding -> finding.id().equals(id))
                .map(Finding::what)
                .collect(Collectors.joining("\n"));
    }

    private Inventory named(String app) {
        return audit(new AuditScope.Named(List.of(app)));
    }

    private Inventory audit(AuditScope scope) {
        return audit(scope, SecondFactor.NONE);
    }

    private Inventory audit(AuditScope scope, SecondFactor secondFactor) {
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(standIn.address()),
                new Secret("HRKU-PLANTED9-token"),
                EventListener.NONE,
                AnswerListener.NONE,
                KeptAnswers.NONE,
                secondFactor);
        return new Audit(api, EventListener.NONE).run(scope, Optional.empty(), AuditOptions.USUAL);
    }
}
