package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import dev.dynolift.workspace.Workspace;
import dev.dynolift.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a checkout: of the app alone, and under its own name. */
class EarlierFindingsTest {

    @TempDir
    Path folder;

    @Test
    void what_an_earlier_audit_wrote_into_the_checkout_is_not_the_apps() throws IOException {
        write("app/mail.rb", "HOST = 'shop.herokuapp.com'\n");
        Workspace workspace = Workspace.named(folder, "shop");
        write("dynolift-shop/inventory.json", "{\"hostname\": \"shop.herokuapp.com\"}\n");
        write("dynolift-shop/plan.yaml", "next: heroku pg:info, shop.herokuapp.com\n");
        assertThat(mentions()).hasSizeGreaterThan(1);

        WorkspaceLock.take(workspace).close();

        assertThat(mentions()).containsExactly(new SourceMention("app/mail.rb", 1, Kind.HEROKU_HOST));
    }

    @Test
    void a_check_of_certificates_is_told_of_the_client_that_it_belongs_to() throws IOException {
        write("web/store.js", "const pg = require('pg')\nconst db = new pg.Client({ssl:{rejectUnauthorized:false}})\n");
        write("web/queue.js", """
                const Redis = require("ioredis")
                const queue = new Redis(process.env.REDIS_URL, {
                  tls: {
                    rejectUnauthorized: false,
                  },
                })
                """);
        write("web/vendor_api.js", "const agent = new https.Agent({ rejectUnauthorized: false })\n");
        write("db.js", "module.exports = { ssl: { rejectUnauthorized: false } }\n");

        assertThat(mentions())
                .containsExactlyInAnyOrder(
                        new SourceMention("web/store.js", 2, Kind.UNVERIFIED_POSTGRES_TLS),
                        new SourceMention("web/queue.js", 4, Kind.UNVERIFIED_REDIS_TLS),
                        new SourceMention("web/vendor_api.js", 1, Kind.UNVERIFIED_TLS),
                        new SourceMention("db.js", 1, Kind.UNVERIFIED_POSTGRES_TLS));
    }

    private List<SourceMention> mentions() {
        return RepositoryReader.read(folder).facts().mentions();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
