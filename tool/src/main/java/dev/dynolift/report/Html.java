package dev.dynolift.report;

import dev.dynolift.secret.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pieces of a page that is HTML and well-formed XML at once. All text passes through {@link #text}. */
final class Html {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Html() {}

    /** Text made harmless: redacted, escaped, and without characters that no page may hold. */
    static String text(String raw) {
        StringBuilder escaped = new StringBuilder(raw.length() + 16);
        Redactor.redact(raw).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** A sentence in which `commands` stand between backticks, as the terminal shows them. */
    static String sentence(String raw) {
        return CODE.matcher(text(raw)).replaceAll("<code>$1</code>");
    }

    /** An element with a class around markup that is already safe. */
    static String element(String name, String type, String markup) {
        String opening = type.isEmpty() ? name : name + " class=\"" + type + "\"";
        return "<" + opening + ">" + markup + "</" + name + ">";
    }

    static String section(String title, String lead, String markup) {
        return "<section><h2>" + text(title) + "</h2>" + (lead.isEmpty() ? "" : element("p", "lead", text(lead)))
                + markup + "</section>\n";
    }

    /** A table row; the cells are safe markup, those from the given column on stand at the right. */
    static String row(String type, List<String> cells, String cell, List<Integer> numbers) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            row.append(element(cell, numbers.contains(i) ? "number" : "", cells.get(i)));
        }
        return element("tr", type, row.toString()) + "\n";
    }

    static String list(String type, List<String> items) {
        return element(
                "ul", type, items.stream().map(item -> element("li", "", item)).collect(Collectors.joining("\n")));
    }

    /** A length or a place in a drawing. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static boolean allowed(int c) {
        boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        // Marks that turn the direction of text around can make a name read as another.
        boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !control && !surrogate && !direction && (c & 0xfffe) != 0xfffe;
    }
}
