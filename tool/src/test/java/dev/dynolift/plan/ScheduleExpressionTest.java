package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(10 minutes)",
                "rate(1 day)",
                "cron(20 * * * ? *)",
                "cron(0 9 * * ? *)",
                "cron(0/15 8-18 ? * MON-FRI *)",
                "cron(0 10 L * ? *)",
                "cron(15 12 ? JAN,JUL 2#1 2026-2030)",
                "cron(0 8 LW * ? *)",
                "cron(0 8 L-3 * ? *)",
                "cron(0 8 15W * ? *)",
                "cron(0 8 ? * 6L *)",
                "rate(1 hour)",
                "at(2027-01-31T09:00:00)"
            })
    void takes_what_event_bridge_takes(String expression) {
        assertThat(ScheduleExpression.problem(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 9 * * *",
                "rate(0 minutes)",
                "rate(1 minutes)",
                "rate(10 minute)",
                "rate(5 weeks)",
                "cron(0 9 * * *)",
                "cron(0 9 * * * *)",
                "cron(0 9 ? * ? *)",
                "cron(60 9 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 9 32 * ? *)",
                "cron(0 9 * 13 ? *)",
                "cron(0 9 ? * 8 *)",
                "cron(0/0 9 * * ? *)",
                "cron(,0 9 * * ? *)",
                "daily",
                "cron(0 9 99W * ? *)",
                "cron(0 9 9L * ? *)",
                "cron(0 9 ? * 9L *)",
                "at(2027-02-31T09:00:00)",
                "at(2027-01-31 09:00:00)",
                "rate(0010 hour)"
            })
    void refuses_the_rest_with_a_reason(String expression) {
        assertThat(ScheduleExpression.problem(expression)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    cron(0  9 * * ? *)      | cron(0 9 * * ? *)
                    cron( 0 9 * * ? * )     | cron(0 9 * * ? *)
                    CRON(0 9 ? * MON *)     | cron(0 9 ? * MON *)
                    rate(10  minutes)       | rate(10 minutes)
                    rate (010 Minutes)      | rate(10 minutes)
                    ~ rate(1 day) ~         | rate(1 day)
                    At(2027-01-31T09:00:00) | at(2027-01-31T09:00:00)
                    """)
    void says_how_to_write_what_is_right_but_for_blanks_zeros_and_capitals(String written, String right) {
        assertThat(ScheduleExpression.problem(written)).get().asString().endsWith("write " + right);
        assertThat(ScheduleExpression.problem(right)).isEmpty();
    }
}
