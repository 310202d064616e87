package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.estate.Estates;
import dev.dynolift.inventory.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    private static double[] place(Element group) {
        String[] numbers = group.getAttribute("transform")
                .replaceAll("[^0-9. ]", "")
                .strip()
                .split(" ");
        return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
    }
}
