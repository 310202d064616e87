package dev.dynolift.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SketchedApp;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDrainsTest {

    private static final LogDrain OWN = new LogDrain("https", "logs.crema.example", null);
    private static final LogDrain PAPERTRAIL =
            new LogDrain("syslog+tls", "logs0.papertrailapp.com", "papertrail-horizontal-14142");

    @Test
    void whoever_has_drains_is_told_that_their_addresses_have_to_be_put_in() {
        Finding finding = found(sketch(OWN)).get(0);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.what()).isEqualTo("Log lines are sent to logs.crema.example.");
        assertThat(finding.why()).contains("as soon as it has the address").doesNotContain("add-on");
        assertThat(finding.next())
                .contains("`heroku drains --json -a crema`", "infra/README.md", "`logDrains`")
                .doesNotContain("vendor");
    }

    @Test
    void the_address_of_an_add_on_ends_with_it_and_another_is_to_be_had() {
        Finding finding = found(sketch(OWN, PAPERTRAIL)).get(0);

        assertThat(finding.why()).contains("papertrail-horizontal-14142 end with the add-on");
        assertThat(finding.next()).contains("an account of your own at the vendor", "forward: true");
    }

    @Test
    void telemetry_is_no_log_line() {
        Finding finding = found(sketch(OWN).generation("fir")).get(0);

        assertThat(finding.why()).contains("OpenTelemetry", "nothing sends it");
        assertThat(finding.source()).isEqualTo("/apps/crema/telemetry-drains");
    }

    @Test
    void who_has_none_is_told_nothing() {
        assertThat(found(sketch())).isEmpty();
    }

    private static SketchedApp sketch(LogDrain... drains) {
        return SketchedApp.called("crema").drains(List.of(drains));
    }

    private static List<Finding> found(SketchedApp sketch) {
        HerokuApp app = sketch.app();
        return new LogDrains().check(app).toList();
    }
}
