package dev.dynolift.image;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.workspace.WholeFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The folder that an image is built in: the checkout itself where the image's files stand in it, else a copy of it with these
 * laid over, which goes when this is closed. The checkout is never changed.
 */
final class BuildContext implements AutoCloseable {

    /** What no build needs, or must not have. */
    private static final Set<String> LEFT_OUT = Set.of(".git", "node_modules", ".venv", "tmp", "log", "coverage");

    private final Path folder;
    private final boolean copied;

    private BuildContext(Path folder, boolean copied) {
        this.folder = folder;
        this.copied = copied;
    }

    /** The checkout as it is. */
    static BuildContext of(Path checkout) {
        return new BuildContext(checkout, false);
    }

    /**
     * A copy of the checkout with the image's files.
     *
     * @param image the folder of the generated files
     */
    static BuildContext of(Path checkout, Path image) {
        Path copy = null;
        try {
            copy = Files.createTempDirectory("dynolift-image");
            copy(checkout, copy);
            copy(image, copy);
            return new BuildContext(copy, true);
        } catch (IOException e) {
            if (copy != null) {
                remove(copy);
            }
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the checkout cannot be copied for the build",
                    Reason.of(e),
                    "Make room in the folder for temporary files, or put the files of " + image + " into the checkout.",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(folder.getFileName());
                boolean top = folder.getParent() != null && folder.getParent().equals(from);
                if (!folder.equals(from) && top && (LEFT_OUT.contains(name) || name.startsWith("dynolift-"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                // A developer's own secrets stay where they are.
                boolean secret = name.equals(".env") || name.startsWith(".env.") && !name.endsWith(".example");
                if (!secret && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            LinkOption.NOFOLLOW_LINKS,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void remove(Path folder) {
        try {
            WholeFolder.remove(folder);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the copy of the checkout that the image was built in cannot be removed",
                    Reason.of(e),
                    "Remove " + folder + " yourself.",
                    e);
        }
    }

    @Override
    public void close() {
        if (copied) {
            remove(folder);
        }
    }
}
