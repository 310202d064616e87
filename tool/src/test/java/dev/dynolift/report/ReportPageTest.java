package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.Link;
import dev.dynolift.report.RehearsalReport.Part;
import dev.dynolift.report.RehearsalReport.PartKind;
import dev.dynolift.report.RehearsalReport.RowDifference;
import dev.dynolift.report.RehearsalReport.Sample;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {

    @TempDir
    Path folder;

    @Test
    void the_page_is_one_well_formed_file_that_needs_nothing_else() throws Exception {
        Path file = folder.resolve("report.html");
        ReportPage.write(SampleReport.good(), file);
        // Where somebody wants to look at the three pages.
        String look = System.getProperty("dynolift.look");
        if (look != null) {
            ReportPage.write(SampleReport.good(), Path.of(look, "good.html"));
            ReportPage.write(SampleReport.different(), Path.of(look, "different.html"));
            ReportPage.write(SampleReport.unverified(), Path.of(look, "unverified.html"));
        }
        String page = Files.readString(file);
        assertThat(parse(page).getElementsByTagName("svg").getLength()).isEqualTo(5);
        assertThat(page)
                .doesNotContain("http:", "https:", "src=", "href=", "@import", "<script", "<link")
                .doesNotContain("url(h", "url(/", "url(\"");
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void the_verdict_is_said_in_words() {
        assertThat(ReportPage.html(SampleReport.good()))
                .contains("Nothing was lost: 1,249,379 rows compared, 0 differ.")
                .contains("Writes were refused for 0.9 s.")
                .contains("kept all 4,127 writes made on the new side");
        assertThat(ReportPage.html(SampleReport.different()))
                .contains("3 rows differ between the two databases.")
                .contains("In orders: (17) changed, (4711) missing; Subscriptions: (8b0c")
                .doesNotContain("Nothing was lost");
        assertThat(ReportPage.html(SampleReport.unverified()))
                .contains("UNVERIFIED")
                .contains("“Switch to AWS” failed")
                .doesNotContain("Nothing was lost");
    }

    @Test
    void hostile_names_are_only_text() throws Exception {
        String hostile = "<script>alert(1)</script>\"'&\u0000\u001b[2J\u202e\ud800";
        RehearsalReport report = SampleReport.of(hostile, List.of(new RowDifference(hostile, hostile, hostile)), true);
        String page = ReportPage.html(report);
        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
        assertThat(parse(page).getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void no_secret_comes_through() {
        Secret secret = new Secret("p<w&d-\"quoted\"");
        RehearsalReport report = SampleReport.of(
                "crema",
                List.of(new RowDifference("t", "(" + secret.reveal() + ")", "see postgres://u:hunter22@h/db")),
                true);
        String page = ReportPage.html(report);
        String json = JsonResult.of(report, folder).toJson();
        for (String text : List.of(page, json)) {
            assertThat(text).contains("***").doesNotContain("hunter22", "quoted", "p<w", "p&lt;w");
        }
    }

    @Test
    void a_large_estate_still_fits_into_the_picture() {
        List<Part> heroku = IntStream.range(0, 120)
                .mapToObj(i -> new Part("h" + i, PartKind.values()[i % 4], "app-" + i, "1 × basic"))
                .toList();
        List<Part> aws = IntStream.range(0, 120)
                .mapToObj(i -> new Part("a" + i, PartKind.values()[i % 4], "service-" + i, ""))
                .toList();
        List<Link> links = IntStream.range(0, 120)
                .mapToObj(i -> new Link("h" + i, "a" + i))
                .toList();
        Estate folded = EstateFolding.fold(new Estate(heroku, aws, links));
        assertThat(folded.heroku()).hasSizeLessThan(15);
        assertThat(folded.aws()).hasSizeLessThan(15).extracting(Part::name).contains("and 28 more");
        assertThat(folded.links()).hasSizeLessThan(15).allSatisfy(link -> assertThat(folded.heroku())
                .extracting(Part::id)
                .contains(link.from()));
    }

    @Test
    void a_thinned_curve_keeps_every_dip() {
        List<Sample> samples = IntStream.range(0, 100_000)
                .mapToObj(i -> new Sample(i, i == 54_321 ? 0 : 300 + i % 7))
                .toList();
        Curve thin = new Curve("tx", "committed", samples).thinned();
        assertThat(thin.samples()).hasSizeLessThanOrEqualTo(400).contains(new Sample(54_321, 0));
    }

    @Test
    void a_rehearsal_without_traffic_or_rollback_says_so() throws Exception {
        RehearsalReport full = SampleReport.good();
        RehearsalReport report = new RehearsalReport(
                full.name(),
                full.started(),
                full.took(),
                List.of(),
                full.moved(),
                full.proof(),
                null,
                null,
                0,
                List.of(),
                RehearsalReport.Traffic.NONE,
                List.of(),
                List.of(),
                List.of(),
                new Estate(List.of(), List.of(), List.of()),
                new RehearsalReport.Cost(List.of(), ""),
                List.of(),
                List.of(),
                List.of());
        String page = ReportPage.html(report);
        parse(page);
        assertThat(page).contains("not measured").contains("No traffic ran");
    }

    private static Document parse(String page) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
