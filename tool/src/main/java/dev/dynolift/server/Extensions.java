package dev.dynolift.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extensions that a script, a dump or a database wants. */
final class Extensions {

    private static final Pattern CREATE = Pattern.compile(
            "^\\s*CREATE EXTENSION IF NOT EXISTS\\s+\"?([\\w-]+)\"?(?:\\s+WITH)?(?:\\s+SCHEMA\\s+\"?(\\w+)\"?)?",
            Pattern.CASE_INSENSITIVE);

    private Extensions() {}

    /** @param schema empty for the usual one */
    record Wanted(String name, String schema) {}

    /** What a script creates unless it exists; without these words it shall create the extension itself. */
    static List<Wanted> namedIn(Path script) throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        // A dump may hold bytes that are not UTF-8: a reader that replaces them does for this purpose.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(script), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addFrom(line, wanted);
            }
        }
        return wanted;
    }

    /** What the text of statements, one a line, creates. */
    static List<Wanted> namedIn(String statements) {
        List<Wanted> wanted = new ArrayList<>();
        statements.lines().forEach(line -> addFrom(line, wanted));
        return wanted;
    }

    private static void addFrom(String line, List<Wanted> wanted) {
        Matcher create = CREATE.matcher(line);
        if (create.find()) {
            wanted.add(new Wanted(create.group(1), create.group(2) == null ? "" : create.group(2)));
        }
    }
}
