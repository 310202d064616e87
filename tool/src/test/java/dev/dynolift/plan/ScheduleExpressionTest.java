package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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
                "daily"
            })
    void refuses_the_rest_with_a_reason(String expression) {
        assertThat(ScheduleExpression.problem(expression)).isPresent();
    }
}
