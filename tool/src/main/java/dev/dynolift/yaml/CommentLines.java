package dev.dynolift.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Finds the comments that belong to a value, by line and column. */
final class CommentLines {

    private final List<String> lines;

    CommentLines(String text) {
        lines = text.lines().toList();
    }

    /**
     * The comment behind a value with its continued lines: comment lines directly below that begin right of the margin
     * where notes stand.
     *
     * @param line from 1
     * @param column of the value's end, from 0
     */
    String behind(int line, int column) {
        if (line < 1 || line > lines.size()) {
            return "";
        }
        String text = lines.get(line - 1);
        int hash = text.indexOf('#', Math.min(column, text.length()));
        StringBuilder comment = new StringBuilder();
        if (hash >= 0 && text.substring(Math.min(column, hash), hash).isBlank()) {
            comment.append(afterHash(text, hash));
        }
        for (int next = line; next < lines.size() && isContinuation(lines.get(next)); next++) {
            String continued = lines.get(next);
            if (!comment.isEmpty()) {
                comment.append(' ');
            }
            comment.append(afterHash(continued, continued.indexOf('#')));
        }
        return comment.toString();
    }

    /** The comment lines directly above a line, blank lines between them passed over. */
    List<String> above(int line) {
        Deque<String> notes = new ArrayDeque<>();
        for (int above = line - 2; above >= 0; above--) {
            String text = lines.get(above);
            if (text.isBlank()) {
                continue;
            }
            if (!text.strip().startsWith("#") || isContinuation(text)) {
                break;
            }
            notes.addFirst(afterHash(text, text.indexOf('#')));
        }
        return List.copyOf(notes);
    }

    /** The comment lines at the end of the text, below everything else. */
    List<String> atTheEnd() {
        return above(lines.size() + 1);
    }

    private static boolean isContinuation(String text) {
        return text.strip().startsWith("#") && text.indexOf('#') >= DocumentEmitter.CONTINUATION_COLUMN;
    }

    private static String afterHash(String text, int hash) {
        String comment = text.substring(hash + 1).stripTrailing();
        return comment.startsWith(" ") ? comment.substring(1) : comment;
    }
}
