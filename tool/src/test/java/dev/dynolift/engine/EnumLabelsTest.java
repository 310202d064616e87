package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnumLabelsTest {

    /** Labels with their numbers, which stay when they are renamed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1 a,2 b     | 1 a,2 b         |
            1 a,2 b     | 1 a,3 c,2 b     | ADD VALUE 'c' AFTER 'a'
            1 a,2 b     | 3 x,4 y,1 a,2 b | ADD VALUE 'x' BEFORE 'a'; ADD VALUE 'y' AFTER 'x'
            ""          | 3 x,4 y         | ADD VALUE 'x'; ADD VALUE 'y' AFTER 'x'
            1 a,2 b,3 c | 1 a,2 it's,3 c  | RENAME VALUE 'b' TO 'it''s'
            1 a,2 b     | 3 x,1 b,2 c     | RENAME VALUE 'b' TO 'c'; RENAME VALUE 'a' TO 'b'; ADD VALUE 'x' BEFORE 'b'
            1 a,2 b     | 1 b,2 a         |
            1 a,2 b     | 2 b,1 a         |
            1 a,2 b     | 1 a             |
            1 a,2 b     | 3 a,4 b         |
            """)
    void labels_are_added_and_renamed_and_nothing_else(String before, String now, @Nullable String statements) {
        assertThat(labels(now).since(labels(before), "t").replace("ALTER TYPE t ", ""))
                .isEqualTo(statements == null ? "" : statements);
    }

    private static EnumLabels labels(String text) {
        return EnumLabels.parse(text.replace(',', '\u001f'));
    }
}
