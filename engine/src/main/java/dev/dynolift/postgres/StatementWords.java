package dev.dynolift.postgres;

import java.util.regex.Pattern;

/** What people are shown of a statement: enough to recognize it, and nothing that stands in quotes. */
public final class StatementWords {

    private static final int SHOWN_AT_MOST = 90;

    /** No more is looked at: a literal that goes on behind it is cut off with it. */
    private static final int READ_AT_MOST = 4000;

    /** A text in any of SQL's notations, also one without an end: a password may stand in it. */
    private static final Pattern LITERAL = Pattern.compile(
            "\\b[eE]'(?:[^'\\\\]++|\\\\.|'')*+'?|'[^']*+(?:''[^']*+)*+'?|\\$(\\w*+)\\$.*?(?:\\$\\1\\$|\\z)",
            Pattern.DOTALL);

    private StatementWords() {}

    /** Its beginning on one line, in quotation marks. */
    public static String of(String sql) {
        String start = sql.strip();
        start = start.substring(0, Math.min(start.length(), READ_AT_MOST));
        String flat = LITERAL.matcher(start).replaceAll("'…'").replaceAll("\\s+", " ");
        return "«" + (flat.length() <= SHOWN_AT_MOST ? flat : flat.substring(0, SHOWN_AT_MOST) + "…") + "»";
    }
}
