package dev.dynolift.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.error.Problems;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentTest {

    @Test
    void text_of_every_kind_comes_back_as_it_was() {
        List<String> texts = List.of(
                "plain",
                "with blank",
                "yes",
                "null",
                "1",
                "1.5",
                "0x1f",
                "",
                " ",
                "# no comment",
                "a # b",
                "a: b",
                "- item",
                "rake a:b",
                "cron(0 9 * * ? *)",
                "\"quoted\"",
                "it's",
                "tab\there",
                "line\nbreak",
                "{{x}}",
                "[a]",
                "ünïcode ☕",
                "a:",
                "C:\\path",
                "-1",
                "~",
                "!tag",
                "&anchor",
                "*alias",
                "2026-11-21",
                "\u0007");
        Map<String, Node> entries = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            entries.put("key" + i, Value.of(texts.get(i), "default: number " + i));
        }
        String emitted = DocumentEmitter.emit(new Section(0, List.of(), entries));

        Section parsed = parse(emitted);

        for (int i = 0; i < texts.size(); i++) {
            Value value = (Value) parsed.get("key" + i);
            assertThat(value.content()).isEqualTo(texts.get(i));
            assertThat(value.comment()).isEqualTo("default: number " + i);
        }
    }

    @Test
    void numbers_booleans_and_lists_keep_their_type() {
        Section parsed = parse("a: 5\nb: true\nc: [x, \"y z\"]\nd:\n  - one\n  - two\ne: 1.5\nf: \"5\"\ng:\n");

        assertThat(content(parsed, "a")).isEqualTo(5L);
        assertThat(content(parsed, "b")).isEqualTo(true);
        assertThat(content(parsed, "c")).isEqualTo(List.of("x", "y z"));
        assertThat(content(parsed, "d")).isEqualTo(List.of("one", "two"));
        assertThat(content(parsed, "e")).isEqualTo(1.5);
        assertThat(content(parsed, "f")).isEqualTo("5");
        assertThat(content(parsed, "g")).isNull();
    }

    @Test
    void values_know_their_line_their_comment_and_the_notes_above() {
        Section parsed = parse("""
                # head
                name: x   # default: first
                                                            # and second

                # note one
                # note two
                list:
                  # about a
                  - name: a
                    count: 2
                # the end
                """);

        Value name = (Value) parsed.get("name");
        assertThat(name.line()).isEqualTo(2);
        assertThat(name.comment()).isEqualTo("default: first and second");
        assertThat(name.notes()).containsExactly("head");
        assertThat(parsed.get("list").notes()).containsExactly("note one", "note two");
        Section item = ((Node.Items) parsed.get("list")).named("a").orElseThrow();
        assertThat(item.notes()).containsExactly("about a");
        assertThat(item.get("count").line()).isEqualTo(10);
        assertThat(parsed.notes()).containsExactly("the end");
    }

    @Test
    void what_is_wrong_with_a_text_is_reported_with_its_line() {
        assertThat(problems("a: 1\nb: [\n")).anyMatch(problem -> problem.startsWith("f.yaml:"));
        assertThat(problems("a: 1\na: 2\n")).containsExactly("f.yaml:2: `a` stands twice → Remove one of them.");
        assertThat(problems("a:\n  - name: x\n  - name: x\n"))
                .singleElement()
                .asString()
                .contains("f.yaml:3");
        assertThat(problems("a:\n  - count: 1\n")).singleElement().asString().contains("has no `name`");
        assertThat(problems("just words")).singleElement().asString().contains("no mapping");
        assertThat(problems("")).singleElement().asString().contains("no mapping");
    }

    @Test
    void a_value_is_changed_by_its_path_even_when_names_hold_dots() {
        Section document = parse("domains:\n  - name: www.crema.example\n    dns: by-hand\nsettings:\n  A: x\n");

        Section changed = DocumentPath.change(
                        document,
                        "domains.www.crema.example.dns",
                        value -> new Value(value.line(), value.notes(), "route53", ""))
                .orElseThrow();

        Section domain = ((Node.Items) changed.get("domains")).sections().get(0);
        assertThat(content(domain, "dns")).isEqualTo("route53");
        assertThat(DocumentPath.change(document, "settings.B", value -> value)).isEmpty();
        assertThat(DocumentPath.change(document, "settings", value -> value)).isEmpty();
    }

    private static Object content(Section section, String key) {
        return ((Value) section.get(key)).content();
    }

    private static Section parse(String text) {
        Problems problems = new Problems();
        Section document = DocumentParser.parse("f.yaml", text, problems);
        assertThat(problems.all()).isEmpty();
        return document;
    }

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        DocumentParser.parse("f.yaml", text, problems);
        return problems.all().stream().map(Object::toString).toList();
    }
}
