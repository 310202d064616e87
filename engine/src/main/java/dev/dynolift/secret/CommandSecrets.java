package dev.dynolift.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of shell commands, which people put there in place of a setting: a header's login, an assignment, an
 * option, an address with a password. What the shell looks up by name stays: that is how it should be. Has no state.
 */
public final class CommandSecrets {

    /** Stands where a secret was. */
    public static final String PLACEHOLDER = "[secret]";

    /** Commands are lines; whatever is longer is shown in part, so that no search takes long. */
    private static final int LONGEST = 4000;

    private static final String VALUE = "(\"[^\"]*+\"|'[^']*+'|[^\\s\"';|&)]++)";

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(?i)(authorization['\"]?\\s{0,3}:\\s{0,3}(?:(?:bearer|basic|token|digest)\\s{1,3})?)([^\\s\"'`]++)");
    private static final Pattern HEADER = Pattern.compile("(?i)([\"'][\\w-]{1,60}:\\s{1,3})([^\"'`]++)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![\\w$-])(-{0,2}[A-Za-z_][\\w-]{0,60}+=)" + VALUE);
    private static final Pattern OPTION = Pattern.compile("(?<!\\S)(--[a-z][\\w-]{0,60}+\\s{1,3})" + VALUE);
    private static final Pattern LOGIN_OPTION =
            Pattern.compile("(?<!\\S)((?:-u|--user)[ =]{1,3}[\"']?[^\\s:'\"]{0,100}:)([^\\s'\"]++)");

    /** A letter that means a password to one program alone. */
    private static final List<Pattern> PROGRAM_OPTIONS = List.of(
            Pattern.compile("(\\b(?:mysql|mariadb)[\\w-]{0,20}(?=\\s)[^|;&]{0,300}?\\s-p)" + VALUE),
            Pattern.compile("(\\b(?:redis|valkey)-cli(?=\\s)[^|;&]{0,300}?\\s-a\\s{1,3})" + VALUE),
            Pattern.compile("(\\bsshpass\\s{1,3}-p\\s{0,3})" + VALUE),
            Pattern.compile("(\\bmongo[a-z]{0,20}(?=\\s)[^|;&]{0,300}?\\s-p\\s{1,3})" + VALUE));

    /** Paths that let anybody write where they lead. */
    private static final Pattern HOOK = Pattern.compile("(?i)(\\b(?:hooks\\.slack\\.com/(?:services|workflows|triggers)"
            + "|discord(?:app)?\\.com/api/webhooks|hooks\\.zapier\\.com/hooks/catch|[\\w.-]{1,60}\\.webhook\\.office\\.com"
            + "/webhookb2|api\\.telegram\\.org)/)([^\\s\"'?&|;)]++)");

    /** A short key behind a question mark: with a digit, so that it is no word. */
    private static final Pattern QUERY_KEY =
            Pattern.compile("(?i)([?&](?:api[_-]?)?key=)((?=[^&\\s\"']{0,50}\\d)[^&\\s\"'|;)]{8,}+)");

    private static final Pattern LOGIN_IN_ADDRESS = Pattern.compile("(://)([^/@\\s]{1,500}+)@");
    private static final Pattern VENDOR_KEY = Pattern.compile("()(\\b(?:sk_live_|sk_test_|rk_live_|whsec_|gh[pousr]_"
            + "|github_pat_|AKIA|ASIA|xox[abprs]-|SG\\.|glpat-|HRKU-)[A-Za-z0-9_.-]{8,}+"
            + "|\\beyJ[\\w-]{10,}+\\.[\\w-]{10,}+(?:\\.[\\w-]*+)?)");

    private static final Set<String> TELLING = Set.of(
            "SECRET",
            "PASSWORD",
            "PASSWD",
            "PASS",
            "PASSPHRASE",
            "PWD",
            "TOKEN",
            "APIKEY",
            "CREDENTIAL",
            "CREDENTIALS",
            "AUTH",
            "SIGNATURE",
            "SIG",
            "DSN",
            "PGPASSWORD");

    /** Others name a key in a bucket or a table as often as one to a door. */
    private static final Pattern TELLING_KEY =
            Pattern.compile("(?i)(api|secret|access|private|master|signing|encryption|license)[_-]?key");

    private static final Pattern HARMLESS_NAME = Pattern.compile(
            "(?i)-*no-.*|.*[_-](id|name|file|path|dir|ttl|prefix|length|type|method|url|host|dummy)[=\\s]*");
    private static final Pattern HARMLESS_VALUE = Pattern.compile(
            "(?i)[\"']?(|\\d{1,6}|true|false|yes|no|on|off|none|dummy|[$`<{-].*)[\"']?", Pattern.DOTALL);

    private CommandSecrets() {}

    /** The command with {@link #PLACEHOLDER} for each secret; the command itself when there is none. */
    public static String masked(String command) {
        if (command.length() > LONGEST) {
            return masked(command.substring(0, LONGEST)) + "…";
        }
        String masked = replaced(AUTHORIZATION, command, false);
        masked = replaced(HEADER, masked, true);
        masked = replaced(ASSIGNMENT, masked, true);
        masked = replaced(OPTION, masked, true);
        masked = masked.contains("curl") || masked.contains("wget") ? replaced(LOGIN_OPTION, masked, false) : masked;
        masked = LOGIN_IN_ADDRESS
                .matcher(masked)
                .replaceAll(login -> Matcher.quoteReplacement(
                        login.group(2).contains("$") ? login.group() : "://" + PLACEHOLDER + "@"));
        for (Pattern option : PROGRAM_OPTIONS) {
            masked = replaced(option, masked, false);
        }
        masked = replaced(HOOK, masked, false);
        masked = replaced(QUERY_KEY, masked, false);
        return replaced(VENDOR_KEY, masked, false);
    }

    /** Whether a text has something in it that {@link #masked} takes out. */
    public static boolean areIn(String text) {
        return masked(text).contains(PLACEHOLDER);
    }

    /** @param byName whether what stands before the value has to be a secret's name */
    private static String replaced(Pattern pattern, String command, boolean byName) {
        return pattern.matcher(command).replaceAll(found -> {
            String name = found.group(1);
            String value = found.group(2);
            boolean secret = (!byName || isTelling(name, value))
                    && !HARMLESS_VALUE.matcher(value).matches();
            if (!secret) {
                return Matcher.quoteReplacement(found.group());
            }
            char first = value.charAt(0);
            String quote = first == '"' || first == '\'' ? String.valueOf(first) : "";
            return Matcher.quoteReplacement(name + quote + PLACEHOLDER + quote);
        });
    }

    private static boolean isTelling(String name, String value) {
        List<String> words = List.of(name.toUpperCase(Locale.ROOT).split("[_\\W]+"));
        boolean longKey = words.contains("KEY") && value.length() >= 16 && !value.contains("/");
        return !HARMLESS_NAME.matcher(name).matches()
                && (longKey
                        || TELLING_KEY.matcher(name).find()
                        || words.stream().anyMatch(TELLING::contains));
    }
}
