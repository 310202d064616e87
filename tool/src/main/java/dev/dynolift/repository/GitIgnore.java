package dev.dynolift.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The patterns of the repository's first .gitignore; the last that matches decides, as in git. */
public final class GitIgnore {

    private record Line(Pattern pattern, boolean kept) {}

    private final List<Line> lines = new ArrayList<>();

    GitIgnore(Checkout checkout) {
        for (String line : checkout.lines(".gitignore")) {
            boolean kept = line.startsWith("!");
            String text = (kept ? line.substring(1) : line).replaceFirst("/$", "");
            if (!text.isEmpty() && text.length() < 300) {
                lines.add(new Line(Pattern.compile(expression(text)), kept));
            }
        }
    }

    /**
     * The patterns of a folder.
     *
     * @throws dev.dynolift.error.DynoliftException INPUT when it cannot be read
     */
    public static GitIgnore of(Path folder) {
        return new GitIgnore(new Checkout(folder));
    }

    /** Whether git leaves a file out, as far as the first .gitignore says. */
    public boolean ignores(String file) {
        boolean ignored = false;
        for (Line line : lines) {
            if (line.pattern().matcher(file).matches()) {
                ignored = !line.kept();
            }
        }
        return ignored;
    }

    /** A pattern with a slash holds from the root; one without holds in every folder; what is below a match is ignored. */
    private static String expression(String text) {
        boolean rooted = text.contains("/");
        StringBuilder expression = new StringBuilder(rooted ? "" : "(?:.*/)?");
        String rest = text.startsWith("/") ? text.substring(1) : text;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean twice = c == '*' && i + 1 < rest.length() && rest.charAt(i + 1) == '*';
            if (twice) {
                expression.append(".*");
                i++;
            } else if (c == '*') {
                expression.append("[^/]*");
            } else if (c == '?') {
                expression.append("[^/]");
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression + "(?:/.*)?";
    }
}
