package dev.dynolift.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of the repository's first .gitignore; the last that matches decides, as in git. Followed step by step and
 * not as regular expressions, for which a pattern of many stars takes for ever.
 */
public final class GitIgnore {

    /** One step of a pattern. */
    private enum Step {
        LETTER,
        ONE,
        MANY,
        MANY_FOLDERS,
        /** Two stars and the slash behind them: any folders, or none. */
        FOLDERS
    }

    /** @param rooted whether it holds from the root alone; another holds in every folder */
    private record Line(List<Step> steps, String letters, boolean rooted, boolean kept) {}

    private final List<Line> lines = new ArrayList<>();
    /** Of the checkout that the folder is a part of. */
    private final @Nullable GitIgnore outer;

    private final String below;

    GitIgnore(Checkout checkout) {
        this.outer = checkout.whole().map(GitIgnore::new).orElse(null);
        this.below = checkout.below();
        for (String line : checkout.lines(".gitignore")) {
            boolean kept = line.startsWith("!");
            String text = (kept ? line.substring(1) : line).replaceFirst("/$", "");
            if (!text.isEmpty() && text.length() < 300) {
                lines.add(read(text, kept));
            }
        }
    }

    /**
     * The patterns for files of a folder.
     *
     * @param part of the checkout, with slashes; empty for the whole
     * @throws dev.dynolift.error.DynoliftException INPUT when it cannot be read
     */
    public static GitIgnore of(Path checkout, String part) {
        Checkout whole = new Checkout(checkout);
        return new GitIgnore(part.isEmpty() ? whole : whole.part(part));
    }

    /** Whether git leaves a file out, as far as the first .gitignore says. */
    public boolean ignores(String file) {
        boolean ignored = outer != null && outer.ignores(below + file);
        for (Line line : lines) {
            if (matches(line, file)) {
                ignored = !line.kept();
            }
        }
        return ignored;
    }

    private static Line read(String text, boolean kept) {
        String rest = text.startsWith("/") ? text.substring(1) : text;
        List<Step> steps = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            Step step = c == '?' ? Step.ONE : Step.LETTER;
            if (c == '*') {
                int first = i;
                while (i + 1 < rest.length() && rest.charAt(i + 1) == '*') {
                    i++;
                }
                step = i > first ? Step.MANY_FOLDERS : Step.MANY;
                boolean whole = first == 0 || rest.charAt(first - 1) == '/';
                if (step == Step.MANY_FOLDERS && whole && i + 1 < rest.length() && rest.charAt(i + 1) == '/') {
                    step = Step.FOLDERS;
                    i++;
                }
            }
            steps.add(step);
            letters.append(c);
        }
        return new Line(steps, letters.toString(), text.contains("/"), kept);
    }

    /** What is below a match is ignored, too. */
    private static boolean matches(Line line, String file) {
        List<Step> steps = line.steps();
        int end = steps.size();
        // In which steps one may be after the letters so far.
        boolean[] now = new boolean[end + 1];
        for (int at = 0; at <= file.length(); at++) {
            boolean begins = at == 0 || file.charAt(at - 1) == '/';
            now[0] |= at == 0 || !line.rooted() && begins;
            for (int i = 0; i < end; i++) {
                Step step = steps.get(i);
                now[i + 1] |=
                        now[i] && (step == Step.MANY || step == Step.MANY_FOLDERS || step == Step.FOLDERS && begins);
            }
            if (now[end] && (at == file.length() || file.charAt(at) == '/')) {
                return true;
            }
            if (at < file.length()) {
                now = after(line, now, file.charAt(at));
            }
        }
        return false;
    }

    private static boolean[] after(Line line, boolean[] now, char c) {
        boolean[] next = new boolean[now.length];
        for (int i = 0; i < line.steps().size(); i++) {
            if (now[i]) {
                switch (line.steps().get(i)) {
                    case LETTER -> next[i + 1] |= line.letters().charAt(i) == c;
                    case ONE -> next[i + 1] |= c != '/';
                    case MANY -> next[i] |= c != '/';
                    case MANY_FOLDERS, FOLDERS -> next[i] = true;
                }
            }
        }
        return next;
    }
}
