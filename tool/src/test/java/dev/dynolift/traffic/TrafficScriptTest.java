package dev.dynolift.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.Problem;
import dev.dynolift.error.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficScriptTest {

    private final Variables variables = new Variables(Map.of("scale", "10", "writer", "7"));

    @Test
    void variables_are_replaced_outside_of_quotes_and_comments_only() {
        variables.set("n", "3");
        variables.set("minus", "-3");
        variables.set("text", "it's");
        Problems problems = new Problems();
        String script = """
                \\set n 3
                \\set minus 0 - 3
                \\set text 0
                SELECT :n::int, 'a :n', "b:n", E'c\\':n', $$ :n; $$, $q$ $$ :n $q$, x[1:2], -- :n;
                  5 -:minus, a/* :n /* ; */ :n */, :'text', ':;', :n;
                """;

        List<ScriptStep> steps = TrafficScript.parse("a.sql", script, problems).steps();

        assertThat(problems.all()).isEmpty();
        assertThat(sql(steps.get(3)))
                .isEqualTo("SELECT 3::int, 'a :n', \"b:n\", E'c\\':n', $$ :n; $$, $q$ $$ :n $q$, x[1:2], -- :n;\n"
                        + "  5 - -3, a/* :n /* ; */ :n */, 'it''s', ':;', 3");
    }

    @Test
    void expressions_have_constants_arithmetic_and_random_numbers() {
        assertThat(value("5")).isEqualTo(5L);
        assertThat(value("-5")).isEqualTo(-5L);
        assertThat(value("2 + 3 * :scale")).isEqualTo(32L);
        assertThat(value("(2 + 3) * :scale / 4 % 5")).isEqualTo(2L);
        assertThat(value("1.5 * 2")).isEqualTo(3.0);
        List<Long> evenly = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            evenly.add(value("random(1, :scale)").longValue());
        }
        assertThat(evenly).allMatch(n -> n >= 1 && n <= 10).contains(1L, 2L, 9L, 10L);
        assertThatThrownBy(() -> value("random(2, 1)")).hasMessage("no number is between 2 and 1");
        assertThatThrownBy(() -> value("1 / 0")).hasMessage("division by zero");
    }

    @Test
    void zipfian_numbers_are_as_likely_as_their_rank_says() {
        int[] seen = new int[101];
        SplittableRandom random = new SplittableRandom(4);
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            seen[(int) ZipfianNumbers.next(100, 1.5, random)]++;
        }
        double all = 0;
        for (int k = 1; k <= 100; k++) {
            all += Math.pow(k, -1.5);
        }
        for (int k : new int[] {1, 2, 5, 20}) {
            double expected = draws * Math.pow(k, -1.5) / all;
            assertThat((double) seen[k]).as("rank " + k).isBetween(expected * 0.9, expected * 1.1);
        }
        assertThat(seen[0]).isZero();
    }

    @Test
    void statements_are_known_by_their_words() {
        assertThat(kinds("BEGIN; start transaction; COMMIT; END; ROLLBACK; ROLLBACK TO SAVEPOINT a; SAVEPOINT a;"
                        + "INSERT INTO a VALUES ('SELECT'); /* x */ update a SET b = 1; SELECT 'DELETE';"
                        + "SELECT 1 FROM a FOR UPDATE; SELECT 1 FROM a FOR NO KEY UPDATE;"
                        + "WITH d AS (DELETE FROM a RETURNING *) SELECT * FROM d;"
                        + "WITH d AS (SELECT 1 FROM a FOR UPDATE) SELECT * FROM d; TRUNCATE a;"))
                .containsExactly(
                        QueryKind.BEGIN,
                        QueryKind.BEGIN,
                        QueryKind.COMMIT,
                        QueryKind.COMMIT,
                        QueryKind.ROLLBACK,
                        QueryKind.OTHER,
                        QueryKind.OTHER,
                        QueryKind.WRITE,
                        QueryKind.WRITE,
                        QueryKind.OTHER,
                        QueryKind.LOCK,
                        QueryKind.LOCK,
                        QueryKind.WRITE,
                        QueryKind.LOCK,
                        QueryKind.WRITE);
    }

    @Test
    void stored_columns_are_variables_afterwards_with_their_prefix() {
        Problems problems = new Problems();
        List<ScriptStep> steps = TrafficScript.parse(
                        "a.sql", "SELECT 1 AS id \\gset p_\nDELETE FROM a WHERE id = :p_id;", problems)
                .steps();

        assertThat(problems.all()).isEmpty();
        assertThat(((ScriptStep.Query) steps.get(0)).storedPrefix()).isEqualTo("p_");
        assertThat(steps.get(1).line()).isEqualTo(2);
    }

    @Test
    void all_problems_are_told_at_once_with_line_and_column(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("one.sql"), """
                \\set a gauss(1, 2)
                \\set b random(1)
                  \\sleep 5
                SELECT :a, :nobody;
                \\gset
                SELECT 1 \\watch
                """);
        Path other = Files.writeString(folder.resolve("other.sql"), "SELECT 'open;\n");
        Path unended = Files.writeString(folder.resolve("unended.sql"), "\nSELECT 1\n");

        assertThatThrownBy(() -> TrafficScript.readAll(List.of(one, other, unended, folder.resolve("missing.sql"))))
                .isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.why())
                        .contains(
                                "one.sql:1:8: there is no function gauss",
                                "one.sql:2:8: random takes 2 values, not 1",
                                "one.sql:3:3: only \\set and \\gset are known, not \\sleep",
                                "one.sql:4:12: nothing gives the variable nobody a value",
                                "one.sql:5:1: \\gset must follow a statement",
                                "one.sql:6:10: only ; or \\gset can end a statement",
                                "other.sql:1:8: the quote ' is never closed",
                                "unended.sql:2:1: the statement is not ended by ;",
                                "missing.sql: it cannot be read"));
    }

    private Number value(String expression) {
        try {
            return new ExpressionParser(expression, name -> true).parse().evaluate(variables, new SplittableRandom());
        } catch (ExpressionParser.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private String sql(ScriptStep step) {
        return ((ScriptStep.Query) step).sql().with(variables);
    }

    private static List<QueryKind> kinds(String script) {
        Problems problems = new Problems();
        List<ScriptStep> steps = TrafficScript.parse("a.sql", script, problems).steps();
        assertThat(problems.all()).extracting(Problem::toString).isEmpty();
        return steps.stream().map(step -> ((ScriptStep.Query) step).kind()).toList();
    }
}
