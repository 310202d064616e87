package dev.dynolift.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces files so that neither a reader nor a kill ever meets half of one. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes beside the file and moves it into place. When that fails, what was there before is there still, and nothing else.
     *
     * @throws IOException when the folder is missing or full, or may not be written in
     */
    public static void write(Path file, CharSequence content) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".half");
        try {
            Files.writeString(half, content);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(half);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }
}
