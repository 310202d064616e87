package dev.dynolift.repository;

import dev.dynolift.inventory.GitFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what of a checkout git carries, and what not. */
final class GitFilesReading {

    private static final int MOST_LINES = 500;
    private static final int MOST_FILES = 100;

    /** Of those that a generated .dockerignore leaves out, the ones by which also ordinary files are called. */
    private static final Pattern CALLED_AS_SECRETS = Pattern.compile(
            "(?:.*/)?(?:\\.env\\..+|[^/]*service-account[^/]*\\.json|[^/]+\\.(?:pem|key)|application\\.yml)");

    private GitFilesReading() {}

    static GitFiles of(Checkout checkout) {
        GitIgnore ignore = new GitIgnore(checkout);
        return new GitFiles(
                lines(checkout).stream().limit(MOST_LINES).toList(),
                checkout.sources(Set.of("")).stream()
                        .filter(file -> CALLED_AS_SECRETS.matcher(file).matches() && !ignore.ignores(file))
                        .limit(MOST_FILES)
                        .toList());
    }

    /** Of the whole repository, too, as far as they speak of this part. */
    private static List<String> lines(Checkout checkout) {
        List<String> lines = new ArrayList<>();
        checkout.whole().ifPresent(whole -> {
            for (String line : lines(whole)) {
                String mark = line.startsWith("!") ? "!" : "";
                String pattern = line.substring(mark.length());
                String place = pattern.replaceFirst("^/", "");
                if (!pattern.replaceFirst("/$", "").contains("/") || pattern.startsWith("**/")) {
                    lines.add(line);
                } else if (place.startsWith(checkout.below())) {
                    lines.add(mark + "/" + place.substring(checkout.below().length()));
                }
            }
        });
        lines.addAll(checkout.lines(".gitignore"));
        return lines;
    }
}
