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
            Pattern.compile("\\s*+(url|directUrl)\\s*+=\\s*+\"([a-zA-Z][a-zA-Z0-9+.-]*+)://([^\"]*+)\".*+");

    private static final Pattern PASSWORD = Pattern.compile("[^/@:]*+:[^/@]++@.*+");
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
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            inside |= BEGINNING.matcher(lines[i]).matches();
            if (inside && !lines[i].stripLeading().startsWith("//")) {
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
            fixed.add(new SourceMention(file, number, Kind.FIXED_SERVER, address.group(1)));
            if (PASSWORD.matcher(address.group(3)).matches()) {
                fixed.add(new SourceMention(file, number, Kind.HARD_CODED_SECRET));
            }
        }
    }

    List<ServiceUse> uses() {
        return List.copyOf(uses);
    }

    /** Lines that hold an address, and those that hold a password in one. */
    List<SourceMention> fixed() {
        return List.copyOf(fixed);
    }
}
