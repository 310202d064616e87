package dev.dynolift.yaml;

import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a document: two blanks of indentation, comments in one column behind the values, long ones continued below. */
public final class DocumentEmitter {

    /** Comment lines that begin here or further right continue the comment of the value above. */
    static final int CONTINUATION_COLUMN = 40;

    private static final int COMMENT_COLUMN = 44;
    private static final int WIDTH = 132;

    /** Text that YAML reads back as the same text without quotes. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_/](:?[A-Za-z0-9_./()+=@*?-])*( (:?[A-Za-z0-9_./()+=@*?-])+)*");

    private static final Pattern WORD_OF_YAML =
            Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|~|\\.nan|\\.inf");

    private final StringBuilder text = new StringBuilder();

    private DocumentEmitter() {}

    /** The document's text, ending with a line end. */
    public static String emit(Section document) {
        DocumentEmitter emitter = new DocumentEmitter();
        emitter.entries(document, "", "");
        emitter.notes(document.notes(), "");
        return emitter.text.toString();
    }

    private void entries(Section section, String firstIndent, String indent) {
        String lead = firstIndent;
        for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
            Node node = entry.getValue();
            boolean top = indent.isEmpty();
            if (top && !(node instanceof Value)) {
                text.append('\n');
            }
            if (lead.equals(indent)) {
                notes(node.notes(), indent);
            }
            entry(lead, indent, quoted(entry.getKey()), node);
            lead = indent;
        }
    }

    private void entry(String lead, String indent, String key, Node node) {
        if (node instanceof Value value) {
            value(lead + key + ": " + scalar(value.content()), value.comment());
        } else if (node instanceof Section section) {
            text.append(lead).append(key).append(section.entries().isEmpty() ? ": {}\n" : ":\n");
            entries(section, indent + "  ", indent + "  ");
        } else if (node instanceof Items items) {
            text.append(lead).append(key).append(items.sections().isEmpty() ? ": []\n" : ":\n");
            for (Section item : items.sections()) {
                notes(item.notes(), indent + "  ");
                entries(item, indent + "  - ", indent + "    ");
            }
        }
    }

    private void value(String assignment, String comment) {
        text.append(assignment.stripTrailing());
        if (comment.isEmpty()) {
            text.append('\n');
            return;
        }
        List<String> lines = wrap(comment, WIDTH - COMMENT_COLUMN - 2);
        int first = 0;
        if (assignment.length() < COMMENT_COLUMN - 1) {
            text.append(" ".repeat(COMMENT_COLUMN - assignment.stripTrailing().length()))
                    .append("# ")
                    .append(lines.get(0));
            first = 1;
        } else if (lines.size() == 1
                && assignment.stripTrailing().length() + 4 + comment.strip().length() <= WIDTH) {
            text.append("  # ").append(lines.get(0));
            first = 1;
        }
        text.append('\n');
        for (String line : lines.subList(first, lines.size())) {
            text.append(" ".repeat(COMMENT_COLUMN)).append("# ").append(line).append('\n');
        }
    }

    private void notes(List<String> notes, String indent) {
        for (String note : notes) {
            text.append(indent).append(note.isEmpty() ? "#" : "# " + note).append('\n');
        }
    }

    private static List<String> wrap(String comment, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : comment.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String scalar(@Nullable Object content) {
        if (content instanceof List<?> list) {
            return list.stream().map(item -> quoted(String.valueOf(item))).collect(Collectors.joining(", ", "[", "]"));
        }
        return content instanceof String string ? quoted(string) : String.valueOf(content);
    }

    private static String quoted(String string) {
        if (PLAIN.matcher(string).matches() && !WORD_OF_YAML.matcher(string).matches()) {
            return string;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\ufeff') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
