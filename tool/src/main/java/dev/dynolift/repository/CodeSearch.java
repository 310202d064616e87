package dev.dynolift.repository;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Goes through the app's own code once, line by line, for everybody who looks for something in it. */
final class CodeSearch {

    private static final Set<String> ENDINGS = Set.of(
            ".rb",
            ".rake",
            ".ru",
            ".erb",
            ".haml",
            ".slim",
            ".yml",
            ".yaml",
            ".js",
            ".cjs",
            ".mjs",
            ".ts",
            ".mts",
            ".jsx",
            ".tsx",
            ".vue",
            ".svelte",
            ".py",
            ".json",
            ".toml",
            ".env",
            ".go",
            ".java",
            ".kt",
            ".scala",
            ".properties",
            ".php",
            ".cs",
            ".ex",
            ".exs",
            ".html",
            ".sh",
            "Rakefile",
            "Makefile",
            "Gemfile",
            ".gemspec",
            PrismaSchema.ENDING);

    /** Their names are data or are read elsewhere. */
    private static final Set<String> NOT_CODE = Set.of("package-lock.json", "app.json", "composer.lock", "uv.lock");

    /** Programs without an ending in their name, in the folders where apps keep them. */
    private static final Pattern SCRIPT = Pattern.compile("(?:.*/)?(?:bin|scripts?|exe)/[\\w-]+");

    /** A minified line is no source, and long ones would cost much. */
    private static final int LONGEST_LINE = 1000;

    /** Takes what is found; {@code line} counts from 1. */
    interface Search {
        void line(String file, int line, String text);
    }

    private CodeSearch() {}

    static void run(Checkout checkout, List<Search> searches) {
        for (String file : checkout.sources(Set.of(""))) {
            if (SCRIPT.matcher(file).matches()) {
                checkout.source(file)
                        .filter(text -> text.startsWith("#!"))
                        .ifPresent(text -> lines(file, text, searches));
            }
        }
        for (String file : checkout.sources(ENDINGS)) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            boolean local = name.startsWith("docker-compose") || name.startsWith("compose.");
            if (!NOT_CODE.contains(name) && !local && !name.endsWith(".min.js")) {
                checkout.source(file).ifPresent(text -> lines(file, text, searches));
            }
        }
    }

    private static void lines(String file, String written, List<Search> searches) {
        String text = file.endsWith(PrismaSchema.ENDING) ? PrismaSchema.withoutComments(written) : written;
        int start = 0;
        for (int number = 1; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start <= LONGEST_LINE) {
                String line = text.substring(start, end).stripLeading();
                if (!line.startsWith("#") && !line.startsWith("//") && !line.startsWith("* ")) {
                    for (Search search : searches) {
                        search.line(file, number, line);
                    }
                }
            }
            start = end + 1;
        }
    }
}
