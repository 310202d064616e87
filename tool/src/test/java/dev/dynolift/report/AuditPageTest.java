package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.estate.Estates;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Inventory;
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

    private static double[] place(Element group) {
        String[] numbers = group.getAttribute("transform")
                .replaceAll("[^0-9. ]", "")
                .strip()
                .split(" ");
        return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
    }
}
