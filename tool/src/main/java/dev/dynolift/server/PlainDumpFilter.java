package dev.dynolift.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides line by line what of a plain dump an ordinary owner can run. Knows strings, dollar quotes, comments and rows of
 * COPY, so that a function's body or a row that reads like a statement is left alone. One dump each; not thread-safe.
 */
final class PlainDumpFilter {

    private static final Pattern NOT_FOR_OWNERS = Pattern.compile("^(?:ALTER .* OWNER TO .*;$|GRANT |REVOKE "
            + "|ALTER DEFAULT PRIVILEGES |COMMENT ON EXTENSION |COMMENT ON SCHEMA public |CREATE SCHEMA public;"
            + "|CREATE EVENT TRIGGER |ALTER EVENT TRIGGER |COMMENT ON EVENT TRIGGER |CREATE PUBLICATION "
            + "|ALTER PUBLICATION |CREATE SUBSCRIPTION |ALTER SUBSCRIPTION "
            + "|CREATE EXTENSION IF NOT EXISTS pg_stat_statements|SET transaction_timeout = "
            + "|\\\\restrict |\\\\unrestrict )");

    private static final Pattern COPY = Pattern.compile("^COPY .* FROM stdin;\\s*$");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_][A-Za-z_0-9]*)?\\$");

    private boolean inRows;
    private boolean inString;
    private String dollarQuote = "";
    private boolean leavingOut;
    private boolean inStatement;

    boolean keeps(String line) {
        if (inRows) {
            inRows = !line.stripTrailing().equals("\\.");
            return true;
        }
        boolean starts = !inStatement && !inString && dollarQuote.isEmpty();
        if (starts) {
            inRows = COPY.matcher(line).matches();
            leavingOut = NOT_FOR_OWNERS.matcher(line).find();
        }
        boolean keep = !leavingOut;
        if (!line.startsWith("\\")) {
            scan(line);
        }
        return keep;
    }

    /** Follows quotes to the line's end, and notes whether a statement is still open there. */
    private void scan(String line) {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (!dollarQuote.isEmpty()) {
                int end = line.indexOf(dollarQuote, at);
                if (end < 0) {
                    return;
                }
                at = end + dollarQuote.length();
                dollarQuote = "";
            } else if (inString) {
                inString = c != '\'';
                at++;
            } else if (c == '-' && line.startsWith("--", at)) {
                return;
            } else {
                at = step(line, at, c);
            }
        }
    }

    private int step(String line, int at, char c) {
        if (c == '\'') {
            inString = true;
        } else if (c == ';') {
            inStatement = false;
            return at + 1;
        } else if (c == '$') {
            Matcher quote = DOLLAR_QUOTE.matcher(line).region(at, line.length());
            if (quote.lookingAt()) {
                dollarQuote = quote.group();
                inStatement = true;
                return at + dollarQuote.length();
            }
        }
        inStatement = inStatement || !Character.isWhitespace(c);
        return at + 1;
    }
}
