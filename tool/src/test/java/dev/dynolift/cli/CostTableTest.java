package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.terminal.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a bill of few and of many apps reads. */
class CostTableTest {

    @Test
    void each_environment_and_app_has_its_sum_and_what_it_is_made_of() {
        assertThat(lines(bill(1), Set.of(), 100))
                .containsExactly(
                        "AWS               USD/month",
                        "production            59.01  at least",
                        "  shop-0              40.51  at least",
                        "    web, 2 × 512      36.04  measured  18.02 each",
                        "    database           4.47  assumed   gp3",
                        "    backups               ?  unknown   nobody knows",
                        "  load balancer       18.50  measured  one for all",
                        "Sum, at least         59.01            without 1 line that nobody can tell");
    }

    @Test
    void of_many_apps_each_has_a_line_and_one_has_all_when_it_is_asked_for() {
        List<String> folded = lines(bill(40), Set.of(), 100);
        assertThat(folded)
                .hasSize(3 + 40 + 1)
                .contains("  shop-7             40.51  at least  web 36.04, database 4.47");

        List<String> one = lines(bill(40), Set.of("shop-7"), 100);
        assertThat(one).hasSize(3 + 40 + 1 + 3).contains("  shop-7              40.51  at least");
    }

    @Test
    void a_narrow_terminal_loses_no_word_of_the_basis_and_no_end_of_a_name() {
        List<CostLine> longNames = List.of(new CostLine(
                Side.HEROKU,
                "",
                "shop",
                "heroku-postgresql:standard-0 postgresql-amorphous-31415",
                5_000L,
                null,
                Certainty.MEASURED,
                "as billed to the team that the app belongs to since the spring of last year",
                "",
                ""));

        List<String> lines = lines(longNames, Set.of(), 80);

        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(String.join(" ", lines).replaceAll("\\s+", " "))
                .contains("heroku-postg…orphous-31415")
                .contains("as billed to the team that the")
                .contains("last year");
    }

    @Test
    void what_is_paid_once_stands_below_the_sum() {
        List<CostLine> lines = List.of(
                line("", "load balancer", 1_850L, Certainty.MEASURED, "one for all"),
                new CostLine(Side.AWS, "production", "", "engine", null, 474L, Certainty.ASSUMED, "48 hours", "", ""));

        assertThat(lines(lines, Set.of(), 100))
                .containsExactly(
                        "AWS                   USD/month",
                        "production                18.50",
                        "  load balancer           18.50  measured  one for all",
                        "Sum                       18.50",
                        "Once, beside it",
                        "  production: engine       4.74  assumed   48 hours");
    }

    private static List<CostLine> bill(int apps) {
        List<CostLine> lines = new ArrayList<>();
        for (int app = 0; app < apps; app++) {
            String name = "shop-" + app;
            lines.add(line(name, name + " web, 2 × 512", 3_604L, Certainty.MEASURED, "18.02 each"));
            lines.add(line(
                    name, name + "-database", 447L, Certainty.ASSUMED, "gp3; the price in eu-west-1 is not checked"));
            lines.add(line(name, name + " backups", null, Certainty.UNKNOWN, "nobody knows"));
        }
        lines.add(line("", "load balancer", 1_850L, Certainty.MEASURED, "one for all"));
        return lines;
    }

    private static CostLine line(String app, String subject, @Nullable Long cents, Certainty certainty, String basis) {
        return new CostLine(Side.AWS, "production", app, subject, cents, null, certainty, basis, "", "");
    }

    private static List<String> lines(List<CostLine> bill, Set<String> unfolded, int width) {
        return CostTable.of("AWS", bill, unfolded).lines(width, new Palette(false));
    }
}
