package dev.dynolift.inventory;

import dev.dynolift.inventory.ConfigVar.Shape;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Says what a setting's value looks like. Looks, and keeps nothing. */
public final class ValueShape {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://\\S+");
    private static final Pattern URL_WITH_PASSWORD =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s@]*:[^/\\s@]+@.*");
    /** Those that tell what stands behind; what else comes before "://" may be part of a secret. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?:jdbc:)?(mysql2?|mariadb|trilogy|postgres(?:ql)?|sqlserver|oracle|mongodb(?:\\+srv)?|rediss?|amqps?|kafka"
                    + "|memcached?|https?|smtps?|ldaps?|s?ftps?|wss?)://",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{16,}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern WORD = Pattern.compile("[\\w.,:/+=@-]+");

    private ValueShape() {}

    /** The shape of a value. */
    public static Shape of(String value) {
        String trimmed = value.strip();
        if (trimmed.contains("-----BEGIN ") && !trimmed.startsWith("{")) {
            return Shape.PEM;
        }
        if ((trimmed.startsWith("{") || trimmed.startsWith("[")) && isJson(trimmed)) {
            return Shape.JSON;
        }
        if (URL_WITH_PASSWORD.matcher(trimmed).matches()) {
            return Shape.URL_WITH_PASSWORD;
        }
        if (URL.matcher(trimmed).matches()) {
            return Shape.URL;
        }
        if (NUMBER.matcher(trimmed).matches()) {
            return Shape.NUMBER;
        }
        return switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "true", "false", "yes", "no", "on", "off", "enabled", "disabled" -> Shape.BOOLEAN;
            default -> ofText(trimmed);
        };
    }

    /** "mysql2" of "mysql2://…", also behind "jdbc:"; null for any other, and for what is no address. */
    public static @Nullable String scheme(String value) {
        Matcher address = SCHEME.matcher(value.strip());
        return address.lookingAt() ? address.group(1).toLowerCase(Locale.ROOT) : null;
    }

    private static Shape ofText(String trimmed) {
        if (HEXADECIMAL.matcher(trimmed).matches()) {
            return Shape.HEXADECIMAL;
        }
        if (EMAIL.matcher(trimmed).matches()) {
            return Shape.EMAIL;
        }
        return WORD.matcher(trimmed).matches() ? Shape.WORD : Shape.TEXT;
    }

    private static boolean isJson(String text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
