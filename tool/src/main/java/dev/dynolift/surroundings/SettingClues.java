package dev.dynolift.surroundings;

import dev.dynolift.inventory.SettingTarget.Kind;
import dev.dynolift.secret.Address;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at settings' values for what they lead to, and keeps nothing else of them. Not thread-safe. */
public final class SettingClues {

    private static final int LONGEST_VALUE = 16_384;
    private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s,;\"'<>]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** One of a list: perhaps in quotes, with a name before it, for Java. A password may hold any other sign. */
    private static final Pattern LISTED =
            Pattern.compile("[\"'(,;]*([\\w.-]+=)?[\"']?(jdbc:)?[a-zA-Z][a-zA-Z0-9+.-]*://\\S+|[,;|]");

    private static final Pattern ADDRESS_IN_JSON =
            Pattern.compile("(?<=\")[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s,;\"'<>]+(?=[\",;])");
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:\\d*:([^\\s,;\"']+)");
    private static final Pattern KEY_ID = Pattern.compile("(?<![A-Za-z0-9])AKIA[A-Z0-9]{16}(?![A-Za-z0-9])");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    /** A recording has these in place of names. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[x0-]+([._-][x0-]+)*(\\.herokuapp\\.com)?");

    /** What answers there is in the dyno itself. */
    private static final Pattern THIS_MACHINE = Pattern.compile(
            "127(\\.\\d+){3}|0\\.0\\.0\\.0|(.+\\.)?localhost(\\.localdomain)?|host\\.docker\\.internal");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

    private static final Pattern QUEUE_HOST =
            Pattern.compile("(sqs\\.[a-z0-9-]+|[a-z0-9-]+\\.queue)\\.amazonaws\\.com");
    private static final Pattern BUCKET_HOST = Pattern.compile("(.+)\\.s3[.-]?[a-z0-9.-]*\\.amazonaws\\.com");
    private static final Pattern S3_HOST = Pattern.compile("s3[.-]?[a-z0-9-]*\\.amazonaws\\.com");
    private static final Pattern SEARCH_HOST =
            Pattern.compile("(?:search|vpc)-([a-z0-9-]+)-[a-z0-9]{20,}\\.[a-z0-9-]+\\.es\\.amazonaws\\.com");
    private static final Pattern DATABASE_HOST = Pattern.compile("([a-z0-9-]+)\\..+\\.rds\\.amazonaws\\.com");
    private static final Pattern CACHE_HOST =
            Pattern.compile("(?:master\\.|clustercfg\\.)?([a-z0-9-]+)\\..*cache\\.amazonaws\\.com");

    /** A region of AWS's own partition; the others take other logins. */
    private static final Pattern REGION =
            Pattern.compile("(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:central|east|north|northeast|northwest|south|southeast"
                    + "|southwest|west)-\\d");

    private static final Pattern REGION_IN_HOST = Pattern.compile("(?<=[.-])" + REGION.pattern()
            + "(?=\\.([a-z0-9-]+\\.)*amazonaws\\.com)|(?<=:)" + REGION.pattern() + "(?=:)");

    /** Each with the host that it was read from; empty without one. */
    private final Map<SettingClue, String> clues = new LinkedHashMap<>();
    /** "app setting host", and "app host" where every setting of the app means the same: what add-ons answer at. */
    private final Set<String> hostsOfAddons = new HashSet<>();

    private final Set<String> regions = new TreeSet<>();

    /** Takes from a value what it leads to. Not for values that an add-on sets: their owner is known. */
    public void learn(String app, String setting, String value) {
        if (value.length() > LONGEST_VALUE) {
            return;
        }
        region(setting, value);
        boolean json =
                value.stripLeading().startsWith("{") || value.stripLeading().startsWith("[");
        boolean list = !json && isListOfAddresses(value);
        Matcher address = (json ? ADDRESS_IN_JSON : ADDRESS).matcher(value);
        boolean found = false;
        while (address.find()) {
            found = true;
            if (json || list) {
                address(app, setting, address.group());
            }
        }
        Matcher arn = ARN.matcher(value);
        while (arn.find()) {
            found = true;
            arn(app, setting, arn.group(1), arn.group(2));
        }
        Matcher key = KEY_ID.matcher(value);
        while (key.find()) {
            found = true;
            add(app, setting, Kind.IAM_USER, key.group(), true);
        }
        if (!found && WORD.matcher(value).matches()) {
            word(app, setting, value);
        }
    }

    /**
     * Whether a value is an address, or a list of some. One in running text, such as a robots.txt, is something that the
     * app tells, not somebody whom it calls.
     */
    private static boolean isListOfAddresses(String value) {
        String text = value.strip();
        return !text.isEmpty()
                && BLANKS.splitAsStream(text)
                        .allMatch(word -> LISTED.matcher(word).matches());
    }

    /** A setting holds the address of what an add-on has, or its host, without being that add-on's. */
    public void dataService(String app, String setting, String addon, String host) {
        add(app, setting, Kind.DATA_SERVICE, addon, true, "");
        hostsOfAddons.add(app + " " + setting + " " + host.toLowerCase(Locale.ROOT));
    }

    /** The value of a setting that an add-on has set: its hosts are the add-on, and nobody outside. */
    public void ofAddon(String app, String value) {
        if (value.length() <= LONGEST_VALUE) {
            ADDRESS.matcher(value).results().forEach(address -> {
                String host = host(address.group());
                if (!host.isEmpty()) {
                    hostsOfAddons.add(app + " " + host);
                }
            });
        }
    }

    /** The AWS regions that settings name, by themselves or in an address. */
    Set<String> regions() {
        return Set.copyOf(regions);
    }

    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    private void region(String setting, String value) {
        String word = value.strip();
        if (setting.toUpperCase(Locale.ROOT).contains("REGION")
                && REGION.matcher(word).matches()) {
            regions.add(word);
        }
        REGION_IN_HOST.matcher(value).results().forEach(found -> regions.add(found.group()));
    }

    List<SettingClue> all() {
        return clues.entrySet().stream()
                .filter(clue -> !isOfAddon(clue.getKey(), clue.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isOfAddon(SettingClue clue, String host) {
        return !host.isEmpty()
                && (hostsOfAddons.contains(clue.app() + " " + host)
                        || hostsOfAddons.contains(clue.app() + " " + clue.setting() + " " + host));
    }

    private static String host(String address) {
        return Address.host(address).orElse("").toLowerCase(Locale.ROOT);
    }

    /** Nothing where the login hides where the path begins. */
    private static String path(String text, String host) {
        try {
            URI strict = URI.create(text);
            return host.equalsIgnoreCase(strict.getHost()) && strict.getPath() != null ? strict.getPath() : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void address(String app, String setting, String text) {
        String host = host(text);
        String path = path(text, host);
        if (text.toLowerCase(Locale.ROOT).startsWith("s3://")) {
            add(app, setting, Kind.BUCKET, host, WORD.matcher(host).matches());
        } else if (QUEUE_HOST.matcher(host).matches()) {
            add(app, setting, Kind.QUEUE, path.substring(path.lastIndexOf('/') + 1), true);
        } else if (S3_HOST.matcher(host).matches()) {
            add(app, setting, Kind.BUCKET, path.replaceFirst("^/", "").replaceFirst("/.*", ""), true);
        } else if (!named(app, setting, Kind.BUCKET, BUCKET_HOST, host)
                && !named(app, setting, Kind.SEARCH_DOMAIN, SEARCH_HOST, host)
                && !named(app, setting, Kind.DATABASE, DATABASE_HOST, host)
                && !named(app, setting, Kind.CACHE, CACHE_HOST, host)
                && HOST.matcher(host).matches()
                && !THIS_MACHINE.matcher(host).matches()) {
            add(app, setting, Kind.HOST, host, true, host);
        }
    }

    private boolean named(String app, String setting, Kind kind, Pattern pattern, String host) {
        Matcher matcher = pattern.matcher(host);
        boolean matches = matcher.matches();
        if (matches) {
            add(app, setting, kind, matcher.group(1), true, host);
        }
        return matches;
    }

    private void arn(String app, String setting, String service, String resource) {
        String last = resource.substring(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
        switch (service) {
            case "s3" -> add(app, setting, Kind.BUCKET, resource.replaceFirst("/.*", ""), true);
            case "sqs" -> add(app, setting, Kind.QUEUE, last, true);
            case "sns" -> add(app, setting, Kind.TOPIC, last, true);
            case "dynamodb" ->
                add(
                        app,
                        setting,
                        Kind.TABLE,
                        resource.replaceFirst("^table/", "").replaceFirst("/.*", ""),
                        true);
            case "es" -> add(app, setting, Kind.SEARCH_DOMAIN, last, true);
            default -> add(app, setting, Kind.OTHER_ON_AWS, service, true);
        }
    }

    /** A bare word is a bucket's name only if the setting's name says so, and AWS knows it. */
    private void word(String app, String setting, String value) {
        String name = setting.toUpperCase(Locale.ROOT);
        if (name.contains("BUCKET")) {
            add(app, setting, Kind.BUCKET, value, false);
        } else if (name.contains("QUEUE") && !name.contains("URL")) {
            add(app, setting, Kind.QUEUE, value, false);
        } else if (name.contains("DYNAMO") || name.endsWith("_TABLE") || name.endsWith("TABLE_NAME")) {
            add(app, setting, Kind.TABLE, value, false);
        } else if (HOST.matcher(value).matches()
                && (name.endsWith("HOST") || name.endsWith("DOMAIN"))
                && value.matches(".*[a-z].*")
                && !THIS_MACHINE.matcher(value).matches()) {
            add(app, setting, Kind.HOST, value, true, value);
        }
    }

    private void add(String app, String setting, Kind kind, String text, boolean certain) {
        add(app, setting, kind, text, certain, "");
    }

    private void add(String app, String setting, Kind kind, String text, boolean certain, String host) {
        if (!text.isEmpty() && !PLACEHOLDER.matcher(text).matches()) {
            clues.putIfAbsent(new SettingClue(app, setting, kind, text, certain), host);
        }
    }
}
