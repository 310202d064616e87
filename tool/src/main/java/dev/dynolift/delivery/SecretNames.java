package dev.dynolift.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names of the secrets that a file uses, and places where a secret itself seems to stand. Never values. */
final class SecretNames {

    private static final Pattern GITHUB = Pattern.compile("\\$\\{\\{[^{}]{0,200}?\\bsecrets\\.([A-Za-z_]\\w*)");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{?([A-Z][A-Z0-9_]*(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS|DATABASE_URL)[A-Z0-9_]*)");
    private static final Pattern TELLING_KEY =
            Pattern.compile("(?i).*(api[_-]?key|token|password|secret[_-]?(key|access[_-]?key)?)$");

    /** Each is looked for in the whole file. */
    private static final int MOST_KEYS = 100;

    private SecretNames() {}

    static List<String> find(PipelineFile file) {
        TreeSet<String> names = new TreeSet<>();
        for (Pattern pattern : List.of(GITHUB, VARIABLE)) {
            Matcher matcher = pattern.matcher(file.text());
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        PipelineFile.walk(file.content(), (key, value) -> {
            if (key.equals("secrets") || key.equals("context")) {
                for (Object one : PipelineFile.list(value)) {
                    String name = one instanceof Map ? PipelineFile.text(one, "name") : String.valueOf(one);
                    if (name != null && name.matches("[\\w. -]{1,80}") && !name.equals("inherit")) {
                        names.add(name);
                    }
                }
            }
        });
        return List.copyOf(names);
    }

    /** Keys that hold a literal where a reference is expected: "heroku_api_key". */
    static List<String> writtenOut(PipelineFile file) {
        List<String> keys = new ArrayList<>();
        PipelineFile.walk(file.content(), (key, value) -> {
            boolean literal = value instanceof String text
                    && text.matches("[\\w+/=.-]{16,}")
                    && text.matches(".*\\d.*")
                    && !text.contains("$");
            if (literal && keys.size() < MOST_KEYS && TELLING_KEY.matcher(key).matches()) {
                keys.add(key);
            }
        });
        return keys;
    }
}
