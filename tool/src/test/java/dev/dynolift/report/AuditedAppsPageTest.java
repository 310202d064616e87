package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.audit.Audit;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.HerokuStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit of whole apps shows to people. */
class AuditedAppsPageTest {

    @TempDir
    Path folder;

    @Test
    void an_app_is_shown_with_all_that_belongs_to_it() throws Exception {
        String page = pageOf("roast", "roast", "roast-staging");

        assertThat(page)
                .contains("What belongs to each app", "heroku/nodejs, heroku/ruby", "v11 of 2026-03-01")
                .contains("1 admin, 2 member", "preboot", "logs.example.com")
                .contains("Names at Heroku", "www.roast.example", "www-x.herokudns.com", "cert issued")
                .contains("Key-value stores", "7.2.4", "noeviction")
                .doesNotContain("PLANTED9");
    }

    @Test
    void what_processes_needed_and_how_they_scale_is_shown() throws Exception {
        String page = pageOf("rare", "ember", "foundry");

        assertThat(page)
                .contains("What processes needed", "foundry/web", "1890 MB", "420 ms", "7 H12, 7 R14")
                .contains("2 to 8 dynos, below 400 ms")
                .contains("from roasters/foundry, main, by itself", "an image", "fir, frankfurt, space kiln")
                .contains("What was used", "1.55", "credentials default, reader; followed by analytics")
                .doesNotContain("PLANTED9");
    }

    private String pageOf(String capture, String... apps) throws Exception {
        try (HerokuStandIn standIn = HerokuStandIn.start(Captures.of(capture))) {
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(standIn.address()), new Secret("HRKU-0"), EventListener.NONE, AnswerListener.NONE);
            Inventory inventory = new Audit(api, EventListener.NONE).run(List.of(apps), Optional.empty());
            Path page = folder.resolve("audit.html");
            AuditPage.write(inventory, page);
            return Files.readString(page);
        }
    }
}
