package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Gemfile.lock has pinned.
 *
 * @param gems direct and indirect ones; each once, without platforms
 * @param ruby "3.3.4"; null when the lock does not say
 * @param bundler null when the lock does not say
 * @param platforms for which gems are pinned: "ruby", "x86_64-linux"
 * @param needed names of gems that other gems need
 */
record GemfileLock(
        List<Library> gems,
        @Nullable String ruby,
        @Nullable String bundler,
        List<String> platforms,
        Set<String> needed) {

    /** Four spaces: a gem; six: what that gem needs. */
    private static final Pattern GEM = Pattern.compile("    ([A-Za-z0-9_.-]+) \\(([^)\\s-]++)[^)]*+\\)");

    private static final Pattern NEEDED = Pattern.compile("      ([A-Za-z0-9_.-]+)(?: \\(.*|!)?");

    private static final Pattern RUBY = Pattern.compile("ruby (\\d+\\.\\d+\\.\\d+)(?:p\\d+)?.*");
    private static final Pattern SECTION = Pattern.compile("[A-Z][A-Z ]*");

    static GemfileLock read(String text, Checkout problems) {
        List<Library> gems = new ArrayList<>();
        String ruby = null;
        String bundler = null;
        List<String> platforms = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Set<String> needed = new HashSet<>();
        String section = "";
        boolean conflict = false;
        for (String line : text.split("\n")) {
            if (SECTION.matcher(line).matches()) {
                section = line;
                continue;
            }
            conflict |= line.startsWith("<<<<<<<") || line.startsWith(">>>>>>>");
            switch (section) {
                case "GEM", "GIT", "PATH" -> {
                    addGem(line, gems, known);
                    Matcher other = NEEDED.matcher(line);
                    if (other.matches()) {
                        needed.add(other.group(1));
                    }
                }
                case "PLATFORMS" -> {
                    if (!line.isBlank()) {
                        platforms.add(line.strip());
                    }
                }
                case "RUBY VERSION" -> ruby = match(RUBY, line.strip(), ruby);
                case "BUNDLED WITH" -> bundler = line.isBlank() ? bundler : line.strip();
                default -> {
                    // Dependencies and checksums tell nothing new.
                }
            }
        }
        if (conflict) {
            problems.find("Gemfile.lock", "has marks of a merge conflict", "Versions may be wrong.");
        }
        if (gems.isEmpty()) {
            problems.find("Gemfile.lock", "names no gem", "Nothing is known about the app's libraries.");
        }
        return new GemfileLock(gems, ruby, bundler, platforms, needed);
    }

    /** The gems without those that only development and tests need. */
    List<Library> gemsWithout(Set<String> leftOut) {
        return gems.stream()
                .filter(gem -> !leftOut.contains(gem.name()) || needed.contains(gem.name()))
                .toList();
    }

    private static void addGem(String line, List<Library> gems, Set<String> known) {
        Matcher gem = GEM.matcher(line);
        if (gem.matches() && known.add(gem.group(1))) {
            gems.add(new Library(gem.group(1), gem.group(2)));
        }
    }

    private static @Nullable String match(Pattern pattern, String line, @Nullable String otherwise) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(1) : otherwise;
    }
}
