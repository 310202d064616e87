package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.terminal.Palette;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonResultTest {

    private static final Path PAGE = Path.of("dynolift-crema", "report.html");
    private static final Palette PLAIN = new Palette(false);

    @Test
    void a_script_finds_every_number_by_its_name() {
        JsonNode json = parse(SampleReport.good());
        assertThat(json.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.path("verdict").asString()).isEqualTo("nothing-lost");
        assertThat(json.path("rowsCopied").asLong()).isEqualTo(1_234_567);
        assertThat(json.path("bytesCopied").asLong()).isEqualTo(205_520_896);
        assertThat(json.path("rowsChangedDuringCopy").asLong()).isEqualTo(14_812);
        assertThat(json.path("rounds").asLong()).isEqualTo(57);
        assertThat(json.path("largestLagMillis").asLong()).isEqualTo(812);
        assertThat(json.path("writeDowntimeMillis").asLong()).isEqualTo(912);
        assertThat(json.path("rollbackDowntimeMillis").asLong()).isEqualTo(704);
        assertThat(json.path("rowsCompared").asLong()).isEqualTo(1_249_379);
        assertThat(json.path("rowsDiffering").asLong(-1)).isZero();
        assertThat(json.path("writesKeptByRollback").asLong()).isEqualTo(4_127);
        assertThat(json.path("resumed").asBoolean(true)).isFalse();
        assertThat(json.path("chunksReused").asInt(-1)).isZero();
        assertThat(json.path("chunksTotal").asInt()).isEqualTo(64);
        assertThat(json.path("stages").path(0).propertyNames()).containsExactly("name", "title", "seconds", "outcome");
        assertThat(json.path("stages").path(5).path("seconds").asDouble()).isEqualTo(31.4);
        assertThat(json.path("notRehearsed").path(0).propertyNames()).containsExactly("what", "why");
        assertThat(json.path("cost").path("awsMonthly").asDouble()).isEqualTo(173.26);
        assertThat(json.path("estate").path("aws").size()).isEqualTo(11);
        assertThat(json.path("findings").path("warning").asInt()).isEqualTo(2);
        assertThat(json.path("report").asString()).endsWith("report.html");
    }

    @Test
    void a_differing_result_names_tables_and_keys() {
        JsonNode json = parse(SampleReport.different());
        assertThat(json.path("rowsDiffering").asInt()).isEqualTo(3);
        assertThat(json.path("differences").path(0).toString())
                .isEqualTo("{\"table\":\"orders\",\"key\":\"(17)\",\"kind\":\"changed\"}");
        assertThat(table(SampleReport.different(), 80))
                .contains("  orders (17) changed", "  orders (4711) missing")
                .anyMatch(line -> line.startsWith("Differing") && line.contains("3 rows"));
    }

    @Test
    void what_was_not_measured_is_null_and_said() {
        RehearsalReport full = SampleReport.good();
        JsonResult result = JsonResult.of(full, PAGE);
        assertThat(result.writeDowntimeMillis()).isEqualTo(912L);
        RehearsalReport unmeasured = without(full);
        assertThat(parse(unmeasured).path("writeDowntimeMillis").isNull()).isTrue();
        assertThat(table(unmeasured, 80)).anyMatch(line -> line.contains("not measured"));
    }

    @Test
    void the_table_ends_with_the_verdict_and_the_reports_path() {
        List<String> lines = table(SampleReport.good(), 80);
        assertThat(lines)
                .containsSubsequence(
                        "Write downtime               0.9 s  as the traffic saw it",
                        "Differing                   0 rows",
                        "Not rehearsed:",
                        "Nothing was lost: 1,249,379 rows compared, 0 differ.",
                        "Writes were refused for 0.9 s.",
                        "Report: dynolift-crema/report.html");
        assertThat(table(SampleReport.unverified(), 80))
                .last()
                .isEqualTo("UNVERIFIED. Report: dynolift-crema/report.html");
    }

    @Test
    void the_table_fits_a_narrow_terminal() {
        assertThat(table(SampleReport.good(), 50))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(50));
    }

    @Test
    void every_number_of_the_table_has_a_unit() {
        Pattern bare = Pattern.compile("  [0-9,.]+($|  )");
        assertThat(table(SampleReport.good(), 80))
                .noneMatch(line -> bare.matcher(line).find());
    }

    private static List<String> table(RehearsalReport report, int width) {
        return ResultTable.lines(JsonResult.of(report, PAGE), width, PLAIN);
    }

    private static JsonNode parse(RehearsalReport report) {
        return JsonMapper.builder().build().readTree(JsonResult.of(report, PAGE).toJson());
    }

    private static RehearsalReport without(RehearsalReport full) {
        return new RehearsalReport(
                full.name(),
                full.started(),
                Duration.ZERO,
                full.circumstances(),
                full.moved(),
                full.proof(),
                null,
                null,
                0,
                full.handover(),
                RehearsalReport.Traffic.NONE,
                full.lagSeconds(),
                full.copyBytesPerSecond(),
                full.stages(),
                full.estate(),
                full.cost(),
                full.findings(),
                full.notRehearsed(),
                full.repeat());
    }
}
