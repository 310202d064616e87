package dev.dynolift.repository;

import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the schemas of Prisma say of an app's databases, by the lines of their datasource. The settings that they read are
 * found with all others: a schema reads them by {@code env("DATABASE_URL")}.
 */
final class PrismaSchema {

    static final String ENDING = ".prisma";

    private static final Map<String, Service> PROVIDERS = Map.of(
            "postgresql", Service.POSTGRESQL,
            "postgres", Service.POSTGRESQL,
            "mysql", Service.MYSQL,
            "sqlite", Service.SQLITE,
            "mongodb", Service.MONGODB);

    private static final Pattern BEGINNING = Pattern.compile("\\s*+datasource\\s++\\w++\\s*+\\{.*+");
    private static final Pattern PROVIDER = Pattern.compile("\\s*+provider\\s*+=(.*+)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*+)\"");
    /** An address that stands there; SQLite's is a file's name. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\s*+(\\w*[uU]rl)\\s*+=\\s*+\"([a-zA-Z][a-zA-Z0-9+.-]*+)://([^\"]*+)\".*+");

    /** `migrate dev` alone asks it, on somebody's own machine. */
    private static final String FOR_DEVELOPMENT = "shadowDatabaseUrl";

    /** Before the host, or in the query, as Prisma's own service wants it. */
    private static final Pattern PASSWORD =
            Pattern.compile("[^/@:]*+:[^/@]++@.*+|[^?]*+\\?(?:.*&)?(?:api_?key|password|token|secret)=[^&]+.*+");

    private static final Pattern SHOWN_ONLY = Pattern.compile("(?:.*/)?(?:examples?|samples?|docs?|fixtures?)/.*");

    private final List<ServiceUse> uses = new ArrayList<>();
    private final List<SourceMention> fixed = new ArrayList<>();

    PrismaSchema(Checkout checkout) {
        checkout.sources(Set.of(ENDING)).stream()
                .filter(file -> !SHOWN_ONLY.matcher(file).matches())
                .forEach(file -> checkout.searchable(file).ifPresent(text -> read(file, text)));
    }

    private void read(String file, String text) {
        boolean inside = false;
        String[] lines = withoutComments(text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            inside |= BEGINNING.matcher(lines[i]).matches();
            if (inside) {
                line(file, i + 1, lines[i]);
            }
            inside &= !lines[i].strip().equals("}");
        }
    }

    private void line(String file, int number, String line) {
        Matcher provider = PROVIDER.matcher(line);
        if (provider.matches()) {
            // Prisma 1 had a list of them, of which the address chose one.
            QUOTED.matcher(provider.group(1)).results().forEach(name -> {
                Service service = PROVIDERS.get(name.group(1));
                if (service != null) {
                    uses.add(new ServiceUse(service, Purpose.DATA, "prisma", file + ":" + number));
                }
            });
        }
        Matcher address = ADDRESS.matcher(line);
        if (address.matches()) {
            if (!address.group(1).equals(FOR_DEVELOPMENT)) {
                fixed.add(new SourceMention(file, number, Kind.FIXED_SERVER, address.group(1)));
            }
            if (PASSWORD.matcher(address.group(3)).matches()) {
                fixed.add(new SourceMention(file, number, Kind.HARD_CODED_SECRET));
            }
        }
    }

    /** The schema with as many lines, and no comment in them. */
    static String withoutComments(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean quoted = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean slash = !quoted && c == '/' && i + 1 < text.length();
            if (slash && text.charAt(i + 1) == '/') {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else if (slash && text.charAt(i + 1) == '*') {
                int end = text.indexOf("*/", i + 2);
                int after = end < 0 ? text.length() : end + 2;
                text.substring(i, after).chars().filter(one -> one == '\n').forEach(one -> kept.append('\n'));
                i = after;
            } else {
                boolean escaped = quoted && c == '\\';
                // A string ends with its line at the latest.
                quoted = c == '"' ? !quoted : quoted && c != '\n';
                kept.append(c);
                i++;
                if (escaped && i < text.length() && text.charAt(i) != '\n') {
                    kept.append(text.charAt(i));
                    i++;
                }
            }
        }
        return kept.toString();
    }

    List<ServiceUse> uses() {
        return List.copyOf(uses);
    }

    /** Lines that hold an address, and those that hold a password in one. */
    List<SourceMention> fixed() {
        return List.copyOf(fixed);
    }
}
