package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.AppDetails.DynoState;
import dev.dynolift.inventory.DependencyGraph.Node;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How apps are at the moment of the audit: what crashed, what was started by hand, what Heroku could not do. */
class StateOfAppsTest {

    @TempDir
    Path capture;

    @BeforeEach
    void copy() {
        CaptureFolder.read(Captures.of("roast")).forEach(answer -> CaptureFolder.write(capture, answer));
    }

    @Test
    void crashed_dynos_and_those_that_somebody_started_by_hand_are_told() {
        dynos(
                "web",
                "up",
                "web",
                "crashed",
                "worker",
                "crashed",
                "run",
                "up",
                "run",
                "crashed",
                "scheduler",
                "crashed");

        Inventory inventory = audit();

        assertThat(inventory.app("roast").orElseThrow().details().dynos())
                .contains(new DynoState("web", "up", 1), new DynoState("web", "crashed", 1));
        assertThat(said(inventory, "dynos-crashed"))
                .contains("1 of web, 1 of worker")
                .doesNotContain("scheduler");
        assertThat(said(inventory, "one-off-dyno-runs")).contains("A one-off dyno of roast runs.");
    }

    @Test
    void dynos_that_are_up_need_no_words_and_refused_ones_are_unknown() {
        dynos("web", "up", "worker", "idle");
        assertThat(said(audit(), "dynos-crashed")).isEmpty();

        Inventory refused = audit(Fault.always("/apps/roast/dynos", 403));

        assertThat(refused.app("roast").orElseThrow().details().dynos()).isNull();
        assertThat(said(refused, "not-readable")).contains("/apps/roast/dynos");
    }

    @Test
    void why_a_certificate_could_not_be_renewed_is_told_in_herokus_words() {
        Captures.write(
                capture,
                "/apps/roast/domains",
                "[{'hostname':'www.roast.example','kind':'custom','cname':'a.herokudns.com','acm_status':'failed',"
                        + "'acm_status_reason':'CAA record prevents issuing the certificate.'}]");

        assertThat(said(audit(), "certificate-failing"))
                .contains("failed (CAA record prevents issuing the certificate).");
    }

    @Test
    void a_drain_whose_host_cannot_be_told_is_nobody_in_the_graph() {
        Captures.write(
                capture, "/apps/roast/log-drains", "[{'id':'d','url':'https://first.second:1#x@logs.example.com'}]");

        Inventory inventory = audit();

        assertThat(said(inventory, "log-drains")).contains("unknown");
        assertThat(inventory.surroundings().graph().nodes())
                .extracting(Node::name)
                .doesNotContain("unknown", "first.second");
    }

    /** @param states type and state of each dyno */
    private void dynos(String... states) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < states.length; i += 2) {
            list.append(i == 0 ? "" : ",")
                    .append("{'type':'" + states[i] + "','state':'" + states[i + 1] + "','name':'" + states[i] + "." + i
                            + "'}");
        }
        Captures.write(capture, "/apps/roast/dynos", "[" + list + "]");
    }

    private Inventory audit(Fault... faults) {
        try (HerokuStandIn standIn = HerokuStandIn.start(capture)) {
            List.of(faults).forEach(standIn::add);
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(standIn.address()), new Secret("HRKU-0"), EventListener.NONE, AnswerListener.NONE);
            return new Audit(api, EventListener.NONE).run(List.of("roast"), Optional.empty());
        }
    }

    private static String said(Inventory inventory, String id) {
        return inventory.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .map(Finding::what)
                .reduce("", String::concat);
    }
}
