package dev.dynolift.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignDocumentTest {

    @Test
    void content_is_maps_lists_and_words() {
        assertThat(ForeignDocument.read("ci.yml", "on: push\njobs: [a, b]"))
                .contains(new ForeignDocument(Map.of("on", "push", "jobs", List.of("a", "b"))));
        assertThat(ForeignDocument.read("ci.yml", "")).contains(new ForeignDocument(null));
        assertThat(ForeignDocument.read("ci.yml", "base: &base {a: 1}\njob: *base"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- &a [*a]", "&a {b: *a}", "a: [", "? {a: b}\n: &k [*k]", "a: *unknown", "\t"})
    void what_is_no_tree_is_not_read(String text) {
        assertThat(ForeignDocument.read("ci.yml", text)).isEmpty();
    }

    @Test
    void few_lines_that_stand_for_millions_are_not_read() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int line = 1; line < 40; line++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(line, line, line - 1, line - 1));
        }

        assertThat(ForeignDocument.read("ci.yml", laughs.toString())).isEmpty();
        assertThat(ForeignDocument.read("ci.yml", "[".repeat(100_000))).isEmpty();
        assertThat(ForeignDocument.read("ci.yml", "[".repeat(300) + "]".repeat(300)))
                .isEmpty();
    }
}
