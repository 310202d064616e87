package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.HerokuStandIn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The audit of an app whose setting leads to a real server. */
class DatabaseVisitsTest {

    private static final String ADDON = "postgresql-curved-1";

    @TempDir
    Path folder;

    private final StringBuffer said = new StringBuffer();

    @Test
    void a_database_is_asked_when_the_user_says_so_and_rules_see_what_it_holds() throws Exception {
        ServerAddress address = TwoDatabases.fresh("visited").sourceAddress();
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION citext; CREATE TABLE lines (line text);"
                    + " INSERT INTO lines VALUES ('PLANTED9')");
        }

        Inventory asked = audit(address.toUri(), true);
        Inventory unasked = audit(address.toUri(), false);

        Database database = database(asked);
        assertThat(database.extensions()).contains("citext");
        assertThat(database.sizeBytes()).as("what Heroku bills stays").isEqualTo(10_737_418_240L);
        assertThat(database.holdings().tablesWithoutKey().first()).containsExactly("public.lines");
        assertThat(asked.findings())
                .filteredOn(finding -> finding.subject().equals(ADDON))
                .extracting(Finding::id)
                .contains("tables-without-key")
                .doesNotContain("extensions-unknown", "database-not-read");
        assertThat(InventoryFile.toJson(asked) + said)
                .contains("\"tablesWithoutKey\"")
                .doesNotContain("PLANTED9")
                .doesNotContain(address.password().reveal());
        assertThat(database(unasked).holdings()).isNull();
        assertThat(unasked.findings())
                .filteredOn(finding -> finding.id().equals("extensions-unknown"))
                .first()
                .satisfies(finding -> assertThat(finding.next()).contains("--databases"));
    }

    @Test
    void an_inventory_with_holdings_reads_back_as_it_was() throws Exception {
        Inventory asked =
                audit(TwoDatabases.fresh("visited_again").sourceAddress().toUri(), true);
        Path file = folder.resolve("inventory.json");

        InventoryFile.write(file, asked);

        assertThat(InventoryFile.read(file)).isEqualTo(asked);
    }

    @Test
    void a_database_that_lets_nobody_in_is_a_finding_and_its_extensions_stay_unknown() throws Exception {
        ServerAddress address = TwoDatabases.fresh("visited_in_vain").sourceAddress();
        Secret wrong = new Secret(
                "postgres://uPLANTED9:PLANTED9secret@" + address.host() + ":" + address.port() + "/dPLANTED9");

        Inventory inventory = audit(wrong, true);

        assertThat(database(inventory).extensions()).isNull();
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.subject().equals(ADDON))
                .extracting(Finding::id)
                .contains("database-not-read", "extensions-unknown");
        assertThat(InventoryFile.toJson(inventory) + said).doesNotContain("PLANTED9");
    }

    private static Database database(Inventory inventory) {
        return inventory.databases().stream()
                .filter(database -> database.addon().equals(ADDON))
                .findFirst()
                .orElseThrow();
    }

    private Inventory audit(Secret databaseUrl, boolean databases) throws Exception {
        Path capture = folder.resolve("capture");
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            if (answer.path().equals("/apps/roast/config-vars")) {
                ((ObjectNode) answer.body()).put("DATABASE_URL", databaseUrl.reveal());
            }
            CaptureFolder.write(capture, answer);
        }
        try (HerokuStandIn heroku = HerokuStandIn.start(capture)) {
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(heroku.address()), new Secret("HRKU-x"), said::append, AnswerListener.NONE);
            return new Audit(api, said::append)
                    .run(
                            new AuditScope.Named(List.of("roast")),
                            Optional.empty(),
                            new AuditOptions(
                                    false, Map.of(), List.of(), Duration.ZERO, Map.of(), databases, OneOffDynos.NONE));
        }
    }
}
