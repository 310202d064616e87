package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sum in which a line is unknown is the least that a side costs, and no more is said than follows from that. */
class CostVerdictTest {

    @Test
    void with_all_lines_known_the_difference_is_the_difference() {
        assertThat(verdict(10_000, 0, 8_000, 0)).isEqualTo("AWS costs 20.00 USD a month less than Heroku.");
        assertThat(verdict(8_000, 0, 10_000, 0)).isEqualTo("AWS costs 20.00 USD a month more than Heroku.");
        assertThat(verdict(8_000, 0, 8_000, 0)).isEqualTo("AWS costs the same as Heroku.");
    }

    @Test
    void what_is_unknown_of_the_dearer_side_makes_the_difference_larger() {
        assertThat(verdict(10_000, 1, 8_000, 0))
                .isEqualTo(
                        "AWS costs at least 20.00 USD a month less than Heroku: nobody can tell one line of Heroku's.");
        assertThat(verdict(8_000, 0, 10_000, 2))
                .isEqualTo("AWS costs at least 20.00 USD a month more than Heroku: nobody can tell 2 lines of AWS's.");
    }

    @Test
    void what_is_unknown_of_the_cheaper_side_may_turn_the_answer_round() {
        assertThat(verdict(10_000, 0, 8_000, 1))
                .startsWith("As far as it is known, AWS costs 20.00 USD a month less")
                .contains("one line of AWS's, which may turn that round");
        assertThat(verdict(8_000, 1, 10_000, 1))
                .startsWith("As far as it is known, AWS costs 20.00 USD a month more")
                .contains("one line of Heroku's and one line of AWS's");
        assertThat(verdict(8_000, 0, 8_000, 1)).startsWith("As far as it is known, AWS costs the same as Heroku");
    }

    private static String verdict(long heroku, int herokuUnknown, long aws, int awsUnknown) {
        List<CostLine> lines = new ArrayList<>();
        for (int i = 0; i < herokuUnknown; i++) {
            lines.add(unknown(Side.HEROKU));
        }
        for (int i = 0; i < awsUnknown; i++) {
            lines.add(unknown(Side.AWS));
        }
        return CostCommand.verdict(
                new CostEstimate(2, "us-east-1", lines, heroku, aws, 0, List.of(), List.of(), List.of()));
    }

    @Test
    void nothing_is_compared_with_a_heroku_of_which_nothing_is_known() {
        assertThat(verdict(0, 2, 10_000, 1))
                .isEqualTo("What Heroku costs is not known, so nothing can be compared; AWS costs at least 100.00 USD a"
                        + " month.");
    }

    private static CostLine unknown(Side side) {
        return new CostLine(side, "", "", "traffic", null, null, Certainty.UNKNOWN, "", "", "");
    }
}
