package dev.dynolift.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the ends of statements and the variables in them. Knows what PostgreSQL's own scanner knows of quotes, dollar
 * quotes, nested comments and casts, so that nothing inside a string is taken for a variable. Not thread-safe.
 */
final class SqlScanner {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_\\x80-\\uffff][A-Za-z_0-9$\\x80-\\uffff]*");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_][A-Za-z_0-9]*)?\\$");
    private static final Pattern VARIABLE = Pattern.compile(":([A-Za-z_][A-Za-z_0-9]*)|:'([A-Za-z_][A-Za-z_0-9]*)'");

    private final String text;
    private int at;

    SqlScanner(String text) {
        this.text = text;
    }

    /**
     * A statement.
     *
     * @param words bare words in capitals
     * @param end {@code ;}, a backslash where a command follows, or 0 at the text's end
     */
    record Scanned(SqlText sql, List<String> words, List<Use> uses, char end) {}

    /** A variable and where its name stands. */
    record Use(String variable, int at) {}

    /** A quote or comment that the text's end cuts off. */
    static final class NeverEnds extends Exception {
        private final int at;
        private final String what;

        NeverEnds(int at, String what) {
            super(what);
            this.at = at;
            this.what = what;
        }

        int at() {
            return at;
        }

        String what() {
            return what;
        }
    }

    int position() {
        return at;
    }

    char peek() {
        return text.charAt(at);
    }

    /** Skips blanks, comments and lone semicolons; false at the end. */
    boolean skipToStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == ';') {
                at++;
            } else if (text.startsWith("--", at)) {
                at = endOfLine();
            } else {
                return true;
            }
        }
        return false;
    }

    /** The rest of the line; a backslash at its end continues it on the next. */
    String restOfCommandLine() {
        int start = at;
        at = endOfLine();
        while (at < text.length() && text.substring(start, at).stripTrailing().endsWith("\\")) {
            at++;
            at = endOfLine();
        }
        return text.substring(start, at).replaceAll("\\\\[ \\t\\r]*\\n", " \n").stripTrailing();
    }

    /** Reads to the statement's end; afterwards the position is behind the semicolon, or at the backslash. */
    Scanned statement() throws NeverEnds {
        List<SqlText.Part> parts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<Use> uses = new ArrayList<>();
        int literalStart = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            Matcher variable = VARIABLE.matcher(text).region(at, text.length());
            if (c == ';' || c == '\\') {
                addLiteral(parts, literalStart, at);
                at += c == ';' ? 1 : 0;
                return new Scanned(new SqlText(parts), words, uses, c);
            } else if (text.startsWith("::", at)) {
                at += 2;
            } else if (c == ':' && variable.lookingAt()) {
                addLiteral(parts, literalStart, at);
                boolean quoted = variable.group(1) == null;
                String name = quoted ? variable.group(2) : variable.group(1);
                parts.add(new SqlText.Place(name, quoted));
                uses.add(new Use(name, at));
                at = variable.end();
                literalStart = at;
            } else if (!skipQuoted(c)) {
                Matcher word = WORD.matcher(text).region(at, text.length());
                if (word.lookingAt()) {
                    words.add(word.group().toUpperCase(Locale.ROOT));
                    at = word.end();
                    skipStringOf(word.group());
                } else {
                    at++;
                }
            }
        }
        addLiteral(parts, literalStart, at);
        return new Scanned(new SqlText(parts), words, uses, (char) 0);
    }

    private void addLiteral(List<SqlText.Part> parts, int from, int to) {
        String literal = text.substring(from, to);
        if (!literal.isEmpty() && !(parts.isEmpty() && literal.isBlank())) {
            parts.add(new SqlText.Literal(literal));
        }
    }

    /** After the word E a string has backslash escapes. */
    private void skipStringOf(String word) throws NeverEnds {
        if (word.equalsIgnoreCase("E") && at < text.length() && text.charAt(at) == '\'') {
            skipUntilQuote('\'', true);
        }
    }

    private boolean skipQuoted(char c) throws NeverEnds {
        if (c == '\'' || c == '"') {
            skipUntilQuote(c, false);
            return true;
        }
        if (text.startsWith("--", at)) {
            at = endOfLine();
            return true;
        }
        if (text.startsWith("/*", at)) {
            skipComment();
            return true;
        }
        Matcher dollar = DOLLAR_QUOTE.matcher(text).region(at, text.length());
        if (c == '$' && dollar.lookingAt()) {
            int end = text.indexOf(dollar.group(), dollar.end());
            if (end < 0) {
                throw cutOff(at, "the quote " + dollar.group());
            }
            at = end + dollar.group().length();
            return true;
        }
        return false;
    }

    private void skipUntilQuote(char quote, boolean backslashes) throws NeverEnds {
        int start = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (backslashes && c == '\\') {
                at += 2;
            } else if (c == quote) {
                at++;
                if (at >= text.length() || text.charAt(at) != quote) {
                    return;
                }
                at++;
            } else {
                at++;
            }
        }
        throw cutOff(start, "the quote " + quote);
    }

    private void skipComment() throws NeverEnds {
        int start = at;
        int depth = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        throw cutOff(start, "the comment");
    }

    private NeverEnds cutOff(int from, String what) {
        at = text.length();
        return new NeverEnds(from, what);
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }
}
