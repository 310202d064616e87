package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnumLabelsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b   | a b   |
            a b   | a c b | ALTER TYPE t ADD VALUE 'c' AFTER 'a'
            a b   | x y a b | ALTER TYPE t ADD VALUE 'x' BEFORE 'a'; ALTER TYPE t ADD VALUE 'y' AFTER 'x'
            ''    | x y   | ALTER TYPE t ADD VALUE 'x'; ALTER TYPE t ADD VALUE 'y' AFTER 'x'
            a b c | a B c | ALTER TYPE t RENAME VALUE 'b' TO 'B'
            a b c | x a B c d | ALTER TYPE t ADD VALUE 'x' BEFORE 'a'; ALTER TYPE t RENAME VALUE 'b' TO 'B'; ALTER TYPE t ADD VALUE 'd' AFTER 'c'
            a b   | A B   | ALTER TYPE t RENAME VALUE 'a' TO 'A'; ALTER TYPE t RENAME VALUE 'b' TO 'B'
            a b   | a c d |
            a b   | b a   |
            a b   | a     |
            a b   | b a c |
            """)
    void labels_are_added_and_renamed_and_nothing_else(String there, String wanted, String statement) {
        assertThat(labels(there).alteredTo(labels(wanted), "t")).isEqualTo(statement == null ? "" : statement);
    }

    private static EnumLabels labels(String words) {
        return new EnumLabels(
                Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).toList());
    }
}
