package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.DatabaseDetails.OutsideAccess;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A database in a private space, and who reaches it from outside. */
class PrivateDatabaseTest {

    private static final String OUTSIDE = "/postgres/v0/databases/postgresql-curved-1/tls-endpoint";

    private List<String> requests = List.of();

    @Test
    void mutual_tls_and_bastions_are_told_with_who_may_come_and_no_key_is_asked_for() throws Exception {
        Inventory inventory = audit(Map.of(
                OUTSIDE,
                "{'app':'roast','addon':'postgresql-curved-1','status':'Operational','active_ip_rules':[],"
                        + "'enabled_by':'eva@example.com'}",
                OUTSIDE + "/ip-rules",
                "[{'id':'r1','cidr':'203.0.113.0/24','description':'office','status':'Authorized',"
                        + "'created_at':'2026-01-01T00:00:00Z','updated_at':'2026-01-01T00:00:00Z'}]",
                OUTSIDE + "/certificates",
                "[{'id':'c1','name':'etl','status':'ready','expires_at':'2027-01-31T00:00:00Z',"
                        + "'created_at':'2026-01-01T00:00:00Z','updated_at':'2026-01-01T00:00:00Z'}]"));

        assertThat(inventory.databases())
                .filteredOn(database -> database.addon().equals("postgresql-curved-1"))
                .singleElement()
                .satisfies(database -> assertThat(database.details().outside())
                        .isEqualTo(new OutsideAccess(
                                List.of("203.0.113.0/24 (office)"), List.of("etl until 2027-01-31"))));
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("database-reached-from-outside"))
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder("postgresql-curved-1", "roast DATABASE_BASTIONS");
        // That answer would hold a private key.
        assertThat(requests).noneMatch(path -> path.endsWith("/bastion"));
        assertThat(InventoryFile.toJson(inventory)).doesNotContain("198.51.100.9", "PLANTED");
    }

    @Test
    void one_that_nobody_reaches_from_outside_has_no_such_finding() throws Exception {
        Inventory inventory = audit(Map.of());

        assertThat(requests).contains(OUTSIDE);
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("database-reached-from-outside"))
                .extracting(Finding::subject)
                .containsExactly("roast DATABASE_BASTIONS");
    }

    private Inventory audit(Map<String, String> more) throws Exception {
        JsonMapper json = new JsonMapper();
        List<HerokuAnswer> answers = new ArrayList<>();
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            if (answer.path().equals("/apps/roast/addons")) {
                JsonNode database = answer.body().path(0);
                ((ObjectNode) database.path("plan")).put("name", "heroku-postgresql:private-4");
            } else if (answer.path().equals("/apps/roast/config-vars")) {
                ((ObjectNode) answer.body()).put("DATABASE_BASTIONS", "198.51.100.9");
            }
            answers.add(answer);
        }
        more.forEach((path, body) ->
                answers.add(new HerokuAnswer(path, 200, Map.of(), json.readTree(body.replace('\'', '"')))));
        try (HerokuStandIn heroku = HerokuStandIn.start(answers, 200)) {
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(heroku.address()), new Secret("HRKU-x"), EventListener.NONE, AnswerListener.NONE);
            Inventory inventory = new Audit(api, EventListener.NONE).run(List.of("roast"), Optional.empty());
            requests = heroku.requests().stream().map(ReceivedRequest::path).toList();
            return inventory;
        }
    }
}
