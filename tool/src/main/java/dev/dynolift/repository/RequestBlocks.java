package dev.dynolift.repository;

import java.util.regex.Pattern;

/**
 * Tells which lines of Ruby's configuration run at each request, though the file itself is read at the start: the block of
 * a middleware that asks for a password, a route's constraint.
 */
final class RequestBlocks {

    /** A lambda in braces, or a middleware's block in braces. */
    private static final Pattern BRACES = Pattern.compile(
            "(->\\s*(\\([^)]*\\)|\\w+(,\\s*\\w+)*)?\\s*|\\blambda\\s*)\\{|\\bRack::Auth::\\w+.*\\{\\s*\\|");
    /** The same with a word; the block of a route such as {@code constraints} runs when the routes are drawn. */
    private static final Pattern WORDS = Pattern.compile(
            "(->\\s*(\\([^)]*\\))?\\s*|\\blambda\\s+|\\bRack::Auth::\\w+.*|\\b(throttle|blocklist|safelist|track)\\b.*)"
                    + "\\bdo\\b\\s*(\\|[^|]*\\|)?\\s*$");

    private static final Pattern INNER = Pattern.compile(
            "^(if|unless|case|begin|def|class|module|while|until|for)\\b|\\bdo\\b\\s*(\\|[^|]*\\|)?\\s*$");
    private static final Pattern END = Pattern.compile("^end\\b");

    private String file = "";
    private boolean braces;
    private int depth;

    /** @return whether the line, or the rest of it, runs at a request; {@code text} has no blanks before it */
    boolean line(String inFile, String text) {
        if (!inFile.equals(file)) {
            file = inFile;
            depth = 0;
        }
        if (!inFile.endsWith(".rb") && !inFile.endsWith(".ru")) {
            return false;
        }
        if (depth > 0) {
            depth += braces ? balance(text) : inner(text);
            return true;
        }
        braces = BRACES.matcher(text).find();
        if (!braces && !WORDS.matcher(text).find()) {
            return false;
        }
        depth = Math.max(0, braces ? balance(text) : 1);
        return true;
    }

    private static int inner(String text) {
        if (END.matcher(text).find()) {
            return -1;
        }
        boolean whole = text.matches(".*\\bend\\s*");
        return INNER.matcher(text).find() && !whole ? 1 : 0;
    }

    private static int balance(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            open += sign == '{' ? 1 : sign == '}' ? -1 : 0;
        }
        return open;
    }
}
