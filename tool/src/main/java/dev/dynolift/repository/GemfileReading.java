package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gems that a Gemfile names, for a checkout without Gemfile.lock: fewer, and with versions only where one is given. */
final class GemfileReading {

    private static final Pattern GEM =
            Pattern.compile("^\\s*gem[ (]+[\"']([\\w-]{1,80})[\"'](?:\\s*,\\s*[\"'](?:[~>=<! ]*)([\\w.]{1,40})[\"'])?");

    private GemfileReading() {}

    static List<Library> gems(Checkout checkout) {
        List<Library> gems = new ArrayList<>();
        for (String line : checkout.lines("Gemfile")) {
            Matcher gem = GEM.matcher(line);
            if (gem.find()) {
                String version = gem.group(2);
                gems.add(new Library(gem.group(1), version == null ? "" : version));
                // What Rails brings along is in no Gemfile.
                if (gem.group(1).equals("rails")) {
                    List.of("railties", "activerecord", "actioncable", "activestorage")
                            .forEach(part -> gems.add(new Library(part, version == null ? "" : version)));
                }
            }
        }
        if (!gems.isEmpty()) {
            checkout.find(
                    "Gemfile.lock",
                    "is missing",
                    "Heroku refuses to build without it, and which gems are installed is not known.");
        }
        return gems;
    }
}
