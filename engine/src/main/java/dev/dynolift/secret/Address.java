package dev.dynolift.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of an address, "https://user:password@host/path?key=value". Passwords often hold signs that no address
 * may, so that what a strict reader takes for the host is a part of a login; where both readings fit, nothing is shown.
 */
public final class Address {

    private static final String LABEL = "[A-Za-z0-9_-]{1,63}";
    private static final String DOMAIN = "(?:" + LABEL + "\\.){1,20}[A-Za-z]{2,}";

    /** One host, perhaps the first of several. */
    private static final Pattern PLACE =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|(?:" + LABEL + "\\.){0,20}" + LABEL + "\\.?)(?::\\d*)?(?:,.*)?");

    private static final Pattern END_OF_AUTHORITY = Pattern.compile("[/?#\\\\\\s]");
    private static final Pattern WITH_DOTS = Pattern.compile(".*[^.]\\.[^.].*");
    /** Behind a path's or a password's "@". */
    private static final Pattern LATER = Pattern.compile("@(" + DOMAIN + ")(?=[:/?#]|$)");
    /** An "@" behind this is one of a query's values, such as a person's. */
    private static final Pattern QUERY = Pattern.compile("\\?[\\w.\\[\\]-]{1,60}=");

    private static final Pattern ODD_LOGIN =
            Pattern.compile("(?<=://)[^\\s\"'@/?#]{0,200}:[^\\s\"']{0,300}@(?=" + DOMAIN + "(?:[:/?#]|$))");
    private static final Pattern LOGIN = Pattern.compile("(?<=://)[^/@\\s]*@");

    private Address() {}

    /** The host alone; empty when the text is no address, or its host cannot be told from its login. */
    public static Optional<String> host(String address) {
        int scheme = address.indexOf("://");
        if (scheme < 0) {
            return Optional.empty();
        }
        String rest = address.substring(scheme + "://".length()).strip();
        Matcher end = END_OF_AUTHORITY.matcher(rest);
        int length = end.find() ? end.start() : rest.length();
        Matcher place = PLACE.matcher(rest.substring(rest.lastIndexOf('@', length - 1) + 1, length));
        Optional<String> first = place.matches() ? Optional.of(place.group(1)) : Optional.empty();
        Optional<String> later = later(rest.substring(length));
        if (later.isEmpty()) {
            return first;
        }
        return first.filter(host -> WITH_DOTS.matcher(host).matches()).isPresent() ? Optional.empty() : later;
    }

    /** "https://user:token@github.com/a/b.git?token=1" is "https://github.com/a/b.git". Other text stays. */
    public static String withoutLogin(String address) {
        if (!address.contains("://")) {
            return address;
        }
        Matcher query = QUERY.matcher(address);
        String shown = query.find() ? address.substring(0, query.start()) : address;
        shown = ODD_LOGIN.matcher(shown).replaceAll("");
        return LOGIN.matcher(shown).replaceAll("").replaceFirst("\\?.*", "");
    }

    private static Optional<String> later(String pathAndMore) {
        Matcher query = QUERY.matcher(pathAndMore);
        Matcher later = LATER.matcher(query.find() ? pathAndMore.substring(0, query.start()) : pathAndMore);
        Optional<String> last = Optional.empty();
        while (later.find()) {
            last = Optional.of(later.group(1));
        }
        return last;
    }
}
