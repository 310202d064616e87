package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.estate.Estates;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.Inventories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class AuditPageTest {

    @TempDir
    Path folder;

    @Test
    void is_one_file_that_needs_nothing_else_and_holds_every_app_and_arrow() throws Exception {
        Inventory inventory = Estates.forty();
        Path page = folder.resolve("audit.html");

        AuditPage.write(inventory, page);

        String html = Files.readString(page);
        // For whoever wants to look at it: -Ddynolift.pages=DIR.
        String keep = System.getProperty("dynolift.pages");
        if (keep != null) {
            Files.copy(page, Path.of(keep, "audit.html"), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(html).doesNotContain("<script", "http-equiv", "url(http", "src=");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
        NodeList groups = document.getElementsByTagName("g");
        assertThat(groups.getLength()).isEqualTo(40);
        inventory.apps().forEach(app -> assertThat(html).contains(">" + app.name() + "<"));
        assertThat(html).contains("Wave 1", "share database postgresql-shop", "returns → shipping → returns");
    }

    @Test
    void no_box_lies_on_another() throws Exception {
        Path page = folder.resolve("audit.html");
        AuditPage.write(Estates.forty(), page);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
        NodeList groups = document.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            for (int j = 0; j < i; j++) {
                double[] one = place((Element) groups.item(i));
                double[] other = place((Element) groups.item(j));
                boolean apart = Math.abs(one[0] - other[0]) >= 164 || Math.abs(one[1] - other[1]) >= 36;
                assertThat(apart).isTrue();
                assertThat(one[0] + 164).isLessThanOrEqualTo(984);
            }
        }
    }

    @Test
    void names_cannot_break_the_page() throws Exception {
        Inventory inventory = new Estates()
                .app("crema")
                .calls("crema", "X_URL", "<script>alert(1)</script>")
                .drawn();
        Path page = folder.resolve("audit.html");

        AuditPage.write(inventory, page);

        assertThat(Files.readString(page)).doesNotContain("<script>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
    }

    @Test
    void what_a_database_told_is_shown_and_what_it_did_not_tell_is_unknown() throws Exception {
        Inventory estate = new Estates().app("crema").drawn();
        Database asked = Inventories.database("postgresql-asked", "standard-0", 16, 1L, "crema")
                .withHoldings(new DatabaseHoldings(
                        "16.3",
                        5_000_000L,
                        120,
                        3,
                        "UTF8",
                        "C",
                        40L,
                        List.of(new DatabaseHoldings.Extension("citext", "1.6", "heroku_ext")),
                        9,
                        List.of(new DatabaseHoldings.TableSize("public.orders", 4_000_000, null)),
                        null,
                        new DatabaseHoldings.Tables(2, List.of("a", "b")),
                        0L,
                        List.of(new DatabaseHoldings.Owner("u1", 9)),
                        0,
                        0,
                        List.of(new DatabaseHoldings.Unread("tables without a key", "statement timeout"))));
        Database unasked = Inventories.database("postgresql-unasked", "standard-0", 16, 1L, "crema");
        Inventory inventory = new Inventory(
                1,
                estate.auditedAt(),
                estate.source(),
                estate.apps(),
                List.of(asked, unasked),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Path page = folder.resolve("audit.html");

        AuditPage.write(inventory, page);

        assertThat(Files.readString(page))
                .contains(
                        "citext 1.6 in heroku_ext",
                        "public.orders",
                        "unknown tables without a key; 2 unlogged",
                        "tables without a key not read: statement timeout",
                        "not asked what it holds");
    }

    @Test
    void everything_that_runs_is_shown_with_what_it_costs_and_no_value() throws Exception {
        Inventory crema = Inventories.crema();
        Path page = folder.resolve("audit.html");

        AuditPage.write(crema, page);

        assertThat(Files.readString(page))
                .contains(
                        "at least $136.00 a month",
                        "bundle exec sidekiq",
                        "standard-2x",
                        "bundle exec rails db:migrate",
                        "daily at 09:00",
                        "hourly at :20",
                        "every 10 minutes",
                        "10, 2 secret, 3 of add-ons",
                        "papertrail:choklad",
                        "heroku-redis:premium-0",
                        "PostgreSQL 15",
                        "pgcrypto");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
    }

    @Test
    void numbers_and_words_agree_and_commands_are_set_as_such() throws Exception {
        Inventory inventory = new Estates().app("crema").drawn();
        Finding finding =
                new Finding("x", Severity.WARNING, "crema", "A script calls `a < b`.", "Why.", "Run `c`.", "x");
        Path page = folder.resolve("audit.html");

        AuditPage.write(inventory.withFindings(List.of(finding)), page);

        assertThat(Files.readString(page))
                .contains(
                        "<code>a &lt; b</code>", "<code>c</code>", ">app<", ">wave<", "1 group that can move by itself")
                .doesNotContain("`");
    }

    private static double[] place(Element group) {
        String[] numbers = group.getAttribute("transform")
                .replaceAll("[^0-9. ]", "")
                .strip()
                .split(" ");
        return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
    }
}
