package dev.dynolift.audit;

import dev.dynolift.inventory.ValueShape;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a placeholder of a value's shape and, but for true and false, size in bytes: letters become x, digits 0, everything else stays, and so do
 * a URL's scheme, a PEM's marks of begin and end and JSON's structure, so that a replay finds the same kind of setting.
 */
final class Mask {

    private static final String HEROKU_HOST = ".herokuapp.com";
    private static final Pattern PEM_MARK = Pattern.compile("-----(?:BEGIN|END) [A-Z ]{1,40}-----");

    /** Names in JSON that make it a secret; they are no secrets themselves. */
    private static final Set<String> TELLING_FIELDS = Set.of(
            "private_key", "secret", "client_secret", "password", "token", "access_token", "key", "api_key", "apikey");

    private static final Pattern TELLING_NAME = Pattern.compile(
            "(?i)(?<![\\w-])(?:api_?key|key|token|secret|password|passwd|pass|pwd|sig|signature|auth)=");

    private Mask() {}

    static String value(String value) {
        return switch (ValueShape.of(value)) {
            case URL, URL_WITH_PASSWORD -> address(value);
            case PEM -> pem(value);
            case JSON -> json(value);
            case HEXADECIMAL -> letters(value, 'a', '0');
            // Which of the two it is would be the whole value.
            case BOOLEAN -> "true";
            case NUMBER, EMAIL, WORD, TEXT -> keepingNames(value);
        };
    }

    private static String address(String value) {
        int scheme = value.indexOf("://") + 3;
        return value.substring(0, scheme) + keepingNames(value.substring(scheme));
    }

    /** What stands before an equals sign and means a secret is none itself: "password=…", "?api_key=…". */
    private static String keepingNames(String value) {
        StringBuilder masked = new StringBuilder();
        Matcher name = TELLING_NAME.matcher(value);
        int from = 0;
        while (name.find()) {
            masked.append(keepingHost(value.substring(from, name.start()))).append(name.group());
            from = name.end();
        }
        return masked.append(keepingHost(value.substring(from))).toString();
    }

    private static String keepingHost(String value) {
        int host = value.toLowerCase(Locale.ROOT).indexOf(HEROKU_HOST);
        return host < 0
                ? letters(value, 'x', '0')
                : letters(value.substring(0, host), 'x', '0')
                        + HEROKU_HOST
                        + letters(value.substring(host + HEROKU_HOST.length()), 'x', '0');
    }

    private static String pem(String value) {
        // Some have the whole of it in one line, with \n or blanks for its ends.
        StringBuilder masked = new StringBuilder();
        Matcher mark = PEM_MARK.matcher(value);
        int from = 0;
        while (mark.find()) {
            masked.append(letters(value.substring(from, mark.start()), 'x', '0'))
                    .append(mark.group());
            from = mark.end();
        }
        return masked.append(letters(value.substring(from), 'x', '0')).toString();
    }

    /** Strings are masked, the rest stays JSON: a number stays a number, true stays a literal. */
    private static String json(String value) {
        StringBuilder masked = new StringBuilder();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                masked.append(
                                quoted
                                        ? quotedText(value.substring(start, i))
                                        : value.substring(start, i).replaceAll("\\d", "1"))
                        .append('"');
                quoted = !quoted;
                start = i + 1;
            }
        }
        return masked.append(value.substring(start).replaceAll("\\d", "1")).toString();
    }

    /** Escapes become plain letters of the same length, words that tell the kind stay. */
    private static String quotedText(String text) {
        if (TELLING_FIELDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        return letters(text.replace('\\', 'x').replace("\"", "x"), 'x', '0');
    }

    private static String letters(String text, char letter, char digit) {
        StringBuilder masked = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c) && c < 128) {
                masked.append(digit);
            } else if (Character.isLetterOrDigit(c) || c >= 128) {
                int bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
                masked.append(String.valueOf(letter).repeat(bytes));
            } else {
                masked.appendCodePoint(c);
            }
        });
        return masked.toString();
    }
}
