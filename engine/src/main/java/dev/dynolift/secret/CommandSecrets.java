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

    private static final Pattern LOGIN_IN_ADDRESS = Pattern.compile("(://)([^/@\\s]{1,500}+)@");

    /**
     * Where a secret may stand: behind what the first group of the pattern matches, as its second one.
     *
     * @param words one of these is in every text that has such a place, which is much cheaper to tell
     * @param byName whether what stands before the value has to be a secret's name
     */
    private record Place(List<String> words, Pattern pattern, boolean byName) {

        Place(String word, boolean byName, String pattern) {
            this(List.of(word), Pattern.compile(pattern), byName);
        }

        boolean mayBeIn(String text) {
            for (String word : words) {
                if (text.contains(word)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final List<Place> BEFORE_ADDRESSES = List.of(
            new Place(
                    List.of("uthorization", "UTHORIZATION"),
                    Pattern.compile("(?i)(authorization['\"]?\\s{0,3}:\\s{0,3}"
                            + "(?:(?:bearer|basic|token|digest)\\s{1,3})?)([^\\s\"'`]++)"),
                    false),
            // Sessions are logins, too: all of a header in which a cookie has a value of its own.
            new Place(
                    List.of("ookie:", "OOKIE:", "ookie "),
                    Pattern.compile("(?i)([\"'](?:set-)?cookie\\s{0,2}:\\s{0,3})"
                            + "((?=[^\"'`]{0,500}?=[^$\"'`\\s;]{6})[^\"'`]++)"),
                    false),
            new Place(
                    List.of("curl"),
                    Pattern.compile(
                            "(?<!\\S)((?:-b|--cookie)[ =]{1,3}[\"']?[\\w.-]{1,60}=)([^$\\s\"';][^\\s\"';]{5,}+)"),
                    false),
            new Place(":", true, "(?i)([\"'][\\w-]{1,60}:\\s{1,3})([^\"'`]++)"),
            new Place("=", true, "(?<![\\w$-])(-{0,2}[A-Za-z_][\\w-]{0,60}+=)" + VALUE),
            new Place("--", true, "(?<!\\S)(--[a-z][\\w-]{0,60}+\\s{1,3})" + VALUE),
            new Place(
                    List.of("curl", "wget"),
                    Pattern.compile("(?<!\\S)((?:-u|--user)[ =]{1,3}[\"']?[^\\s:'\"]{0,100}:)([^\\s'\"]++)"),
                    false));

    private static final List<Place> AFTER_ADDRESSES = List.of(
            // A letter that means a password to one program alone.
            new Place("mysql", false, "(\\bmysql[\\w-]{0,20}(?=\\s)[^|;&]{0,300}?\\s-p)" + VALUE),
            new Place("mariadb", false, "(\\bmariadb[\\w-]{0,20}(?=\\s)[^|;&]{0,300}?\\s-p)" + VALUE),
            new Place("-cli", false, "(\\b(?:redis|valkey)-cli(?=\\s)[^|;&]{0,300}?\\s-a\\s{1,3})" + VALUE),
            new Place(
                    "login",
                    false,
                    "(\\b(?:docker|podman|nerdctl|buildah|skopeo|helm|oras|crane|az|cf)\\s[^|;&]{0,200}?\\blogin\\b"
                            + "[^|;&]{0,300}?\\s-p\\s{0,3})" + VALUE),
            new Place("authtoken", false, "(\\bngrok\\s(?:[^|;&]{0,100}?\\s)?(?:add-)?authtoken\\s{1,3})" + VALUE),
            new Place("openssl", false, "(\\s-pass(?:in|out)?\\s{1,3}[\"']?pass:)([^\\s\"']++)"),
            new Place(
                    "openssl",
                    false,
                    "(\\bopenssl\\s{1,3}(?:enc|aes|des|camellia|aria|bf|rc2|rc4)[\\w-]{0,30}\\s(?:[^|;&]{0,300}?\\s)?-[kK]"
                            + "\\s{1,3})" + VALUE),
            new Place(
                    List.of("vercel", "doctl", "codecov", "fly", "surge"),
                    // Others mean a time or a tag by it, so it has to be long and to have digits.
                    Pattern.compile("(\\b(?:vercel|doctl|codecov|flyctl|fly|surge)\\s[^|;&]{0,300}?\\s-t\\s{1,3})"
                            + "([\"']?(?=[^\\s\"']{0,100}\\d)[\\w.=+/-]{16,}+[\"']?)"),
                    false),
            // A random run among the arguments of a task: letters and digits mixed, longer than any time.
            new Place(
                    List.of("rake ", "rails ", "invoke ", "inv ", "thor "),
                    Pattern.compile(
                            "([\\[,]\\s{0,2})((?=[A-Za-z]{0,100}\\d{1,100}[A-Za-z]{1,100}\\d)[A-Za-z0-9]{20,}+)(?=\\s{0,2}[,\\]])"),
                    false),
            new Place("sshpass", false, "(\\bsshpass\\s{1,3}-p\\s{0,3})" + VALUE),
            new Place("mongo", false, "(\\bmongo[a-z]{0,20}(?=\\s)[^|;&]{0,300}?\\s-p\\s{1,3})" + VALUE),
            // Paths that let anybody write where they lead.
            new Place(
                    List.of("slack.com/", "/webhooks/", "zapier.com/", "/webhookb2/", "telegram.org/"),
                    Pattern.compile("(?i)(\\b(?:hooks\\.slack\\.com/(?:services|workflows|triggers)"
                            + "|discord(?:app)?\\.com/api/webhooks|hooks\\.zapier\\.com/hooks/catch"
                            + "|[\\w.-]{1,60}\\.webhook\\.office\\.com/webhookb2|api\\.telegram\\.org)/)"
                            + "([^\\s\"'?&|;)]++)"),
                    false),
            // A short key behind a question mark: with a digit, so that it is no word.
            new Place(
                    List.of("key=", "Key=", "KEY="),
                    Pattern.compile("(?i)([?&](?:api[_-]?)?key=)((?=[^&\\s\"']{0,50}\\d)[^&\\s\"'|;)]{8,}+)"),
                    false),
            // How vendors begin their keys.
            new Place(
                    List.of("_", "AKIA", "ASIA", "xox", "SG.", "glpat-", "HRKU-", "hvs.", "eyJ"),
                    Pattern.compile("()(\\b(?:sk_live_|sk_test_|rk_live_|whsec_|gh[pousr]_"
                            + "|github_pat_|AKIA|ASIA|xox[abprs]-|SG\\.|glpat-|HRKU-|hvs\\.)[A-Za-z0-9_.-]{8,}+"
                            + "|\\beyJ[\\w-]{10,}+\\.[\\w-]{10,}+(?:\\.[\\w-]*+)?)"),
                    false));

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
            "AUTHTOKEN",
            "ACCESSTOKEN",
            "SIGNATURE",
            "SIG",
            "DSN",
            "PGPASSWORD");

    /** Others name a key in a bucket or a table as often as one to a door. */
    private static final Pattern TELLING_KEY =
            Pattern.compile("(?i)(api|secret|access|private|master|signing|encryption|license)[_-]?key");

    private static final Pattern HARMLESS_NAME = Pattern.compile(
            "(?i)-*no-.*|.*[_-](id|name|file|path|dir|ttl|prefix|length|type|method|url|host|dummy|stdin)[=\\s]*");
    private static final Pattern HARMLESS_VALUE = Pattern.compile(
            "(?i)[\"']?(|\\d{1,6}|true|false|yes|no|on|off|none|dummy|[$`<{-].*)[\"']?", Pattern.DOTALL);

    private CommandSecrets() {}

    /** The command with {@link #PLACEHOLDER} for each secret; the command itself when there is none. */
    public static String masked(String command) {
        if (command.length() > LONGEST) {
            return masked(command.substring(0, LONGEST)) + "…";
        }
        String masked = replaced(BEFORE_ADDRESSES, command);
        if (masked.contains("://")) {
            masked = LOGIN_IN_ADDRESS
                    .matcher(masked)
                    .replaceAll(login -> Matcher.quoteReplacement(
                            login.group(2).contains("$") ? login.group() : "://" + PLACEHOLDER + "@"));
        }
        return replaced(AFTER_ADDRESSES, masked);
    }

    /** Whether a text has something in it that {@link #masked} takes out. */
    public static boolean areIn(String text) {
        return masked(text).contains(PLACEHOLDER);
    }

    private static String replaced(List<Place> places, String command) {
        String masked = command;
        for (Place place : places) {
            if (place.mayBeIn(masked)) {
                masked = replaced(place, masked);
            }
        }
        return masked;
    }

    private static String replaced(Place place, String command) {
        return place.pattern().matcher(command).replaceAll(found -> {
            String name = found.group(1);
            String value = found.group(2);
            boolean secret = (!place.byName() || isTelling(name, value))
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
