package dev.dynolift.rehearse;

import dev.dynolift.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last words of a process in its log. */
final class LogTail {

    private static final int LINES = 12;

    private LogTail() {}

    /** From the last "Error:" on, or the last few lines; empty when the log is missing. */
    static String of(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            int from = Math.max(0, lines.size() - LINES);
            for (int i = lines.size() - 1; i >= from; i--) {
                if (lines.get(i).startsWith("Error:")) {
                    from = i;
                    break;
                }
            }
            return Redactor.redact(
                    String.join("\n", lines.subList(from, lines.size())).strip());
        } catch (IOException e) {
            return "";
        }
    }
}
