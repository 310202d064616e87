package dev.dynolift.repository;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder of code that is read with care: no link leads out of it, no file is read beyond a bound, and a file that
 * cannot be read is a finding. Not thread-safe.
 */
final class Checkout {

    /** Lock files of large apps have some hundred kilobytes. */
    private static final long LARGEST_FILE = 4L << 20;

    private static final int MOST_FILES = 20_000;
    private static final Set<String> NOT_OURS = Set.of(
            ".git",
            "node_modules",
            "vendor",
            "tmp",
            "log",
            "logs",
            "public",
            "coverage",
            "dist",
            "build",
            "target",
            ".bundle",
            ".venv",
            "venv",
            "__pycache__",
            "spec",
            "test",
            "tests",
            "storage");

    private final Path root;
    private final List<Finding> findings = new ArrayList<>();

    Checkout(Path folder) {
        try {
            this.root = folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, "it is not there or cannot be read", e);
        }
        if (!Files.isDirectory(root)) {
            throw unusable(folder, "it is no folder", null);
        }
    }

    /** The whole text of a file; empty when it is absent or cannot be used, which then is a finding. */
    Optional<String> text(String name) {
        Path file = root.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (!file.toRealPath().startsWith(root)) {
                find(name, "leads out of the repository", "A link to elsewhere is not followed.");
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST_FILE) {
                find(name, "is larger than 4 MB", "It was not read.");
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString()
                    .replace("\r\n", "\n"));
        } catch (CharacterCodingException e) {
            find(name, "is no UTF-8 text", "It was not read.");
        } catch (IOException e) {
            find(name, "cannot be read", "The audit lacks the rights, or the link leads nowhere.");
        }
        return Optional.empty();
    }

    /** Whether a file of that name is there, whatever is in it. */
    boolean has(String name) {
        return Files.isRegularFile(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Names of the app's own source files, below the folder, sorted; without libraries, tests and what is built. */
    List<String> sources(Set<String> endings) {
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = !folder.equals(root) && NOT_OURS.contains(String.valueOf(folder.getFileName()));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    boolean wanted = endings.stream().anyMatch(name::endsWith);
                    if (attributes.isRegularFile() && wanted && attributes.size() <= 512 << 10) {
                        names.add(name);
                    }
                    return names.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            find(".", "cannot be searched", "Parts of it were not read.");
        }
        names.sort(null);
        return names;
    }

    /** Notes that a file is not as it should be. */
    void find(String file, String what, String why) {
        findings.add(new Finding(
                "file-malformed",
                Severity.WARNING,
                file,
                file.replaceFirst(":\\d+$", "") + " " + what + ".",
                why,
                "Mend the file and run the audit again.",
                file));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private static DynoliftException unusable(
            Path folder, String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the repository " + folder + " cannot be read",
                why,
                "Name the folder of a checkout with --repo.",
                cause);
    }
}
