package dev.dynolift.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 ms", "42|42 ms", "1300|1.3 s", "59949|59.9 s", "59950|1 min 00 s", "125000|2 min 05 s"})
    void durations_have_the_two_units_that_matter(long millis, String text) {
        assertThat(Numbers.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void long_durations_are_hours_and_minutes() {
        assertThat(Numbers.duration(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
        assertThat(Numbers.duration(Duration.ofSeconds(3599).plusMillis(900))).isEqualTo("1 h 00 min");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 bytes",
                "1023|1023 bytes",
                "1024|1.0 kB",
                "10188|9.9 kB",
                "205520896|196 MB",
                "1073741824|1.0 GB"
            })
    void bytes_are_counted_as_postgresql_does(long bytes, String text) {
        assertThat(Numbers.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void downtimes_can_be_compared_at_a_glance() {
        assertThat(Numbers.seconds(Duration.ZERO)).isEqualTo("0.0 s");
        assertThat(Numbers.seconds(Duration.ofMillis(42))).isEqualTo("0.04 s");
        assertThat(Numbers.seconds(Duration.ofMillis(912))).isEqualTo("0.9 s");
        assertThat(Numbers.seconds(Duration.ofMillis(1_234_500))).isEqualTo("1,234.5 s");
    }

    @Test
    void counts_have_groups_and_their_thing() {
        assertThat(Numbers.rows(1)).isEqualTo("1 row");
        assertThat(Numbers.rows(1_234_567)).isEqualTo("1,234,567 rows");
        assertThat(Numbers.dollars(1204.5)).isEqualTo("$1,204.50");
        assertThat(Numbers.dollars(-3)).isEqualTo("-$3.00");
    }

    @Test
    void a_hundred_percent_means_all() {
        assertThat(Numbers.percent(0.9999)).isEqualTo("99 %");
        assertThat(Numbers.percent(1)).isEqualTo("100 %");
        assertThat(Numbers.percent(0.29)).isEqualTo("29 %");
    }
}
