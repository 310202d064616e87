package dev.dynolift.workspace;

import dev.dynolift.error.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in words for people: the JDK's messages are often only the path. */
final class FileReason {

    private FileReason() {}

    static String of(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "You may not write there.";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "A file of that name is in the way.";
        }
        if (problem instanceof NoSuchFileException) {
            return "The folder around it does not exist.";
        }
        if (problem instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason() + ".";
        }
        return Reason.of(problem);
    }
}
