package dev.dynolift.traffic;

import dev.dynolift.error.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a script apart into its steps. One script each; not thread-safe. */
final class ScriptParser {

    /** What every script knows from the start. */
    static final Set<String> FROM_THE_START = Set.of("scale", "writer");

    private static final Pattern SET = Pattern.compile("\\\\set\\s+([A-Za-z_][A-Za-z_0-9]*)\\s+(.*)", Pattern.DOTALL);
    private static final Pattern GSET = Pattern.compile("\\\\gset(?:\\s+([A-Za-z_][A-Za-z_0-9]*))?\\s*(?:--.*)?");

    private final String name;
    private final String text;
    private final Problems problems;
    private final SqlScanner scanner;
    private final List<ScriptStep> steps = new ArrayList<>();
    private final Set<String> known = new HashSet<>(FROM_THE_START);

    /** After a {@code \gset} only the database knows which variables there are. */
    private boolean anythingMayBeKnown;

    ScriptParser(String name, String text, Problems problems) {
        this.name = name;
        this.text = text;
        this.problems = problems;
        this.scanner = new SqlScanner(text);
    }

    List<ScriptStep> parse() {
        while (scanner.skipToStatement()) {
            if (scanner.peek() == '\\') {
                command();
            } else {
                statement();
            }
        }
        if (steps.stream().noneMatch(ScriptStep.Query.class::isInstance) && problems.isEmpty()) {
            problem(0, "there is no statement in it");
        }
        return steps;
    }

    private void command() {
        int start = scanner.position();
        String line = scanner.restOfCommandLine();
        Matcher set = SET.matcher(line);
        if (GSET.matcher(line).matches()) {
            problem(start, "\\gset must follow a statement that is not ended by ;");
        } else if (line.matches("\\\\set\\b.*")) {
            if (set.matches()) {
                assign(start, set.group(1), start + set.start(2), set.group(2));
            } else {
                problem(start, "\\set needs a name and a value");
            }
        } else {
            problem(start, "only \\set and \\gset are known, not " + line.split("\\s", 2)[0]);
        }
    }

    private void assign(int start, String variable, int valueStart, String value) {
        try {
            Expression expression = new ExpressionParser(value, this::isKnown).parse();
            steps.add(new ScriptStep.Assignment(lineOf(start), variable, expression));
        } catch (ExpressionParser.Unreadable e) {
            problem(valueStart + e.at(), String.valueOf(e.getMessage()));
        }
        known.add(variable);
    }

    private void statement() {
        int start = scanner.position();
        SqlScanner.Scanned scanned;
        try {
            scanned = scanner.statement();
        } catch (SqlScanner.NeverEnds e) {
            problem(e.at(), e.what() + " is never closed");
            return;
        }
        for (SqlScanner.Use use : scanned.uses()) {
            if (!isKnown(use.variable())) {
                problem(use.at(), "nothing gives the variable " + use.variable() + " a value");
            }
        }
        @Nullable String prefix = null;
        if (scanned.end() == '\\') {
            int commandAt = scanner.position();
            Matcher gset = GSET.matcher(scanner.restOfCommandLine());
            if (!gset.matches()) {
                problem(commandAt, "only ; or \\gset can end a statement");
            } else {
                prefix = gset.group(1) == null ? "" : gset.group(1);
                anythingMayBeKnown = true;
            }
        } else if (scanned.end() == 0) {
            problem(start, "the statement is not ended by ;");
        }
        if (!scanned.sql().parts().isEmpty()) {
            steps.add(new ScriptStep.Query(lineOf(start), scanned.sql(), QueryKind.of(scanned.words()), prefix));
        }
    }

    private boolean isKnown(String variable) {
        return anythingMayBeKnown || known.contains(variable);
    }

    private void problem(int position, String what) {
        int lineStart = text.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
        problems.add(name + ":" + lineOf(position) + ":" + (Math.max(0, position - lineStart) + 1), what, "");
    }

    private int lineOf(int position) {
        return 1
                + (int) text.substring(0, Math.min(position, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
