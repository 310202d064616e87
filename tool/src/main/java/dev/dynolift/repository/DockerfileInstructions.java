package dev.dynolift.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a Dockerfile apart into its instructions: lines that go on, comments between them and texts of their own. */
final class DockerfileInstructions {

    private static final Pattern TEXT = Pattern.compile("(?<!<)<<-?[\"']?(\\w+)[\"']?");

    private DockerfileInstructions() {}

    /**
     * One instruction.
     *
     * @param line from 1; where it begins
     * @param word in capitals: "FROM"
     * @param rest what follows, on one line
     */
    record Instruction(int line, String word, String rest) {}

    static List<Instruction> of(String dockerfile) {
        List<Instruction> found = new ArrayList<>();
        String[] lines = dockerfile.split("\r?\n", -1);
        int next = 0;
        while (next < lines.length) {
            int begins = next + 1;
            StringBuilder whole = new StringBuilder();
            boolean goesOn = true;
            while (goesOn && next < lines.length) {
                String line = lines[next++].strip();
                // A comment or an empty line in between does not end the instruction.
                boolean nothing = line.isEmpty() || line.startsWith("#");
                goesOn = nothing ? whole.length() > 0 : line.endsWith("\\");
                if (!nothing) {
                    whole.append(goesOn ? line.substring(0, line.length() - 1) : line)
                            .append(' ');
                }
            }
            String[] words = whole.toString().strip().split("\\s+", 2);
            if (words[0].isEmpty()) {
                continue;
            }
            String word = words[0].toUpperCase(Locale.ROOT);
            String rest = words.length < 2 ? "" : words[1].strip();
            found.add(new Instruction(begins, word, rest));
            next = afterTexts(lines, next, word, rest);
        }
        return found;
    }

    /** RUN, COPY and ADD may be followed by texts that end at a word of their own. */
    private static int afterTexts(String[] lines, int from, String word, String rest) {
        int next = from;
        if (List.of("RUN", "COPY", "ADD").contains(word)) {
            Matcher text = TEXT.matcher(rest);
            while (text.find()) {
                int end = next;
                while (end < lines.length && !lines[end].strip().equals(text.group(1))) {
                    end++;
                }
                // One that never ends is no text, but a shift or a shell's own.
                next = end < lines.length ? end + 1 : next;
            }
        }
        return next;
    }
}
