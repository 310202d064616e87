package dev.dynolift.inventory;

import dev.dynolift.inventory.ConfigVar.Shape;
import dev.dynolift.secret.CommandSecrets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a setting is a secret, by its name or by what its value looks like. Errs towards secret: a plain value
 * kept in a secret store costs cents, a secret shown in a task definition costs more.
 */
public final class SecretDetection {

    /** Words of a name, between underscores, that mean a secret. */
    private static final Set<String> WORDS = Set.of(
            "SECRET",
            "SECRETS",
            "PASSWORD",
            "PASSWD",
            "PASS",
            "PASSPHRASE",
            "PWD",
            "TOKEN",
            "TOKENS",
            "KEY",
            "KEYS",
            "APIKEY",
            "CREDENTIAL",
            "CREDENTIALS",
            "PRIVATE",
            "AUTH",
            "SALT",
            "PEPPER",
            "DSN",
            "SIGNATURE",
            "CERT",
            "PEM",
            "WEBHOOK",
            "COOKIE",
            "JWT",
            "HMAC",
            "LICENSE",
            "SID",
            "PIN");

    /** Names whose last word only looks like a secret's. */
    private static final Pattern HARMLESS = Pattern.compile(
            ".*(KEY_ID|KEY_NAME|KEY_PREFIX|TOKEN_TTL|TOKEN_EXPIRY|TOKEN_LIFETIME|PUBLIC_KEY|PUBLISHABLE_KEY|PUBLIC_TOKEN"
                    + "|AUTH_ENABLED|AUTH_METHOD|AUTH_TYPE|COOKIE_DOMAIN|COOKIE_NAME|PASSWORD_LENGTH|PASSWORD_MIN_LENGTH"
                    + "|WEBHOOK_ENABLED)");

    /** How vendors begin their keys: Stripe, GitHub, AWS, Slack, SendGrid, JSON web tokens, Google, GitLab, Shopify. */
    private static final Pattern VENDOR_KEY = Pattern.compile(
            "(sk_|rk_|pk_live|whsec_|gh[pousr]_|github_pat_|AKIA|ASIA|xox[abprs]-|SG\\.|eyJ|AIza|glpat-|shp|key-|ya29\\.).{8,}",
            Pattern.DOTALL);

    private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+/=]{20,}");
    private static final Pattern LETTERS_AND_DIGITS = Pattern.compile("(?=.*[A-Za-z])(?=.*\\d).*");
    private static final Pattern QUERY_KEY = Pattern.compile(
            "(?i).*[?&]([\\w-]*[_-])?(api_?key|key|token|secret|password|passwd|pass|pwd|signature|sig|auth)=.+");

    /** What stands in a header. */
    private static final Pattern LOGIN = Pattern.compile("(?i)(bearer|basic|token|digest)\\s+\\S{8,}");

    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(?i)\"(\\w*(private_?key|secret|password|token|credential)\\w*|(api_?)?key)\"\\s*:\\s*\"|-----BEGIN ");

    private SecretDetection() {}

    /** Whether it is one; {@code shape} is that of the value. */
    public static boolean isSecret(String name, String value, Shape shape) {
        return byName(name, shape) || byValue(value, shape);
    }

    private static boolean byName(String name, Shape shape) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (shape == Shape.BOOLEAN || shape == Shape.NUMBER && !upper.matches(".*(PASS|PIN|PASSWORD|SECRET|TOKEN)")) {
            return false;
        }
        return !HARMLESS.matcher(upper).matches()
                && Arrays.stream(upper.split("[_\\W]+"))
                        .anyMatch(word -> WORDS.contains(word) || word.endsWith("APIKEY"));
    }

    private static boolean byValue(String value, Shape shape) {
        return switch (shape) {
            case URL_WITH_PASSWORD, PEM -> true;
            case URL -> QUERY_KEY.matcher(value).matches() || hasLongRun(value) || CommandSecrets.areIn(value);
            case HEXADECIMAL -> value.strip().length() >= 24;
            case JSON -> SECRET_FIELD.matcher(value).find() || CommandSecrets.areIn(value);
            case NUMBER, BOOLEAN, EMAIL -> false;
            case WORD -> VENDOR_KEY.matcher(value.strip()).matches() || hasLongRun(value) || isUuid(value.strip());
            case TEXT ->
                VENDOR_KEY.matcher(value.strip()).matches()
                        || LOGIN.matcher(value.strip()).matches()
                        || CommandSecrets.areIn(value);
        };
    }

    private static boolean hasLongRun(String value) {
        return LONG_RUN.matcher(value).results().anyMatch(run -> LETTERS_AND_DIGITS
                .matcher(run.group().replace("/", ""))
                .matches());
    }

    private static boolean isUuid(String value) {
        return value.matches("(?i)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
    }
}
