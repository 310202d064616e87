package dev.dynolift.repository;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of code that is read with care: no link leads out of it, no file is read beyond a bound, and a file that
 * cannot be read is a finding. Not thread-safe.
 */
final class Checkout {

    /** Lock files of large apps have some hundred kilobytes. */
    private static final long LARGEST_FILE = 4L << 20;

    private static final int LONGEST_LINE = 2000;
    private static final int MOST_SEARCHED = 1 << 20;
    private static final int MOST_FILES = 200_000;
    private static final int DEEPEST = 40;
    private static final int MOST_NAMED = 5;
    private static final long LARGEST_SOURCE = 512 << 10;
    private static final long MOST_BYTES = 256L << 20;
    private static final Pattern LINE_ENDS = Pattern.compile("\r\n?");
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
    /** What this folder lies in, when it is a part of a checkout. */
    private final @Nullable Checkout whole;

    private final String below;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> own = new ArrayList<>();
    /** Sources that could not be searched. */
    private final SortedSet<String> unreadable = new TreeSet<>();

    private final SortedSet<String> large = new TreeSet<>();
    private long bytesRead;
    private boolean exhausted;

    Checkout(Path folder) {
        this(folder, null, "");
    }

    private Checkout(Path folder, @Nullable Checkout whole, String below) {
        this.whole = whole;
        this.below = below;
        try {
            this.root = folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, "it is not there or cannot be read", e);
        }
        if (!Files.isDirectory(root)) {
            throw unusable(folder, "it is no folder", null);
        }
    }

    /** A folder of this one by itself, with slashes: "apps/web". */
    Checkout part(String folder) {
        return new Checkout(root.resolve(folder), this, folder + "/");
    }

    /** Whether it is a folder of this one, reached by no link that leads out. */
    boolean hasFolder(String folder) {
        try {
            return Files.isDirectory(root.resolve(folder))
                    && root.resolve(folder).toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    /** What this folder is a part of; empty for a whole checkout. */
    Optional<Checkout> whole() {
        return Optional.ofNullable(whole);
    }

    /** Where in {@link #whole} this folder is, with a slash behind it; empty for a whole checkout. */
    String below() {
        return below;
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
            return decode(name, Files.readAllBytes(file));
        } catch (CharacterCodingException e) {
            find(name, "is no UTF-8 text", "It was not read.");
        } catch (IOException e) {
            find(name, "cannot be read", "The audit lacks the rights, or the link leads nowhere.");
        }
        return Optional.empty();
    }

    /**
     * The text of a file that is searched as text, not parsed, with empty lines for those that are longer than any that a
     * person writes: what a search costs may grow by more than a line's length does.
     */
    Optional<String> searchable(String name) {
        return text(name).map(text -> text.length() <= LONGEST_LINE ? text : withoutLongLines(text));
    }

    private static String withoutLongLines(String text) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), MOST_SEARCHED));
        int start = 0;
        while (start < text.length() && kept.length() < MOST_SEARCHED) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start <= LONGEST_LINE) {
                kept.append(text, start, end);
            }
            kept.append('\n');
            start = end + 1;
        }
        return kept.toString();
    }

    private Optional<String> decode(String name, byte[] bytes) throws CharacterCodingException {
        boolean wide = bytes.length > 1 && ((bytes[0] & bytes[1]) == (byte) 0xfe) && ((bytes[0] ^ bytes[1]) == 1);
        Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (text.indexOf('\0') >= 0) {
            find(name, "is no text", "It was not read.");
            return Optional.empty();
        }
        if (wide) {
            find(name, "is UTF-16", "Heroku reads UTF-8 and would not understand it.");
        }
        return Optional.of(LINE_ENDS.matcher(text.replace("\uFEFF", "")).replaceAll("\n"));
    }

    /** The lines of a file with neither blanks around them nor comments; none when it is absent. */
    List<String> lines(String name) {
        return searchable(name)
                .map(text -> text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList())
                .orElse(List.of());
    }

    /** The first of {@link #lines}; empty without one. */
    String firstLine(String name) {
        return lines(name).stream().findFirst().orElse("");
    }

    /** Names of the files of one folder that end so, sorted. */
    List<String> in(String folder, String ending) {
        Path place = root.resolve(folder);
        try (Stream<Path> files =
                Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) ? Files.list(place) : Stream.empty()) {
            return files.map(file -> folder + "/" + file.getFileName())
                    .filter(name -> name.endsWith(ending) && has(name))
                    .sorted()
                    .limit(1000)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            find(folder, "cannot be read", "It was not searched.");
            return List.of();
        }
    }

    /** Whether a file of that name is there, whatever is in it. */
    boolean has(String name) {
        return Files.isRegularFile(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Names of the app's own source files with one of the endings, or of exactly that name, below the folder, sorted;
     * without libraries, tests and what is built.
     */
    List<String> sources(Set<String> endings) {
        return own().stream()
                .filter(name -> endings.stream().anyMatch(name::endsWith))
                .toList();
    }

    /**
     * The text of a source file, whatever its encoding; empty when it is no text, or when so much has been read that the
     * rest would take too long.
     */
    Optional<String> source(String name) {
        Path file = root.resolve(name);
        try {
            if (Files.size(file) > LARGEST_SOURCE) {
                large.add(name);
                return Optional.empty();
            }
            if (bytesRead > MOST_BYTES) {
                if (!exhausted) {
                    exhausted = true;
                    find(name, "and what follows were not searched", "The code has more than 256 MB of text.");
                }
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            bytesRead += bytes.length;
            // Latin-1 has a character for every byte: what is looked for is ASCII in all encodings in use.
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(LINE_ENDS.matcher(text).replaceAll("\n"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            unreadable.add(name);
            return Optional.empty();
        }
    }

    private List<String> own() {
        if (own.isEmpty()) {
            walk();
            own.sort(null);
        }
        return own;
    }

    private void walk() {
        int[] seen = {0};
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    // What an earlier audit wrote into the checkout tells of the audit, not of the app.
                    boolean skipped = !folder.equals(root)
                            && (NOT_OURS.contains(String.valueOf(folder.getFileName())) || Workspace.isOne(folder));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        own.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                    return ++seen[0] < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    find(root.relativize(file).toString(), "cannot be read", "It was not searched.");
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            find(".", "cannot be searched", "Parts of it were not read.");
        }
        if (seen[0] >= MOST_FILES) {
            find(".", "has more than " + MOST_FILES + " files", "The rest was not searched.");
        }
    }

    /** Notes that a file is not as it should be. */
    void find(String file, String what, String why) {
        find(file, what, why, "Mend the file and run the audit again.");
    }

    /** The same with something else to do. */
    void find(String file, String what, String why, String next) {
        findings.add(new Finding(
                "file-malformed",
                Severity.WARNING,
                file,
                file.replaceFirst(":\\d+$", "") + " " + what + ".",
                why,
                next,
                file,
                Finding.FACTS + "f-versions"));
    }

    /** All that was found so far, also in what this is a part of, and the files that nobody could search. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(whole == null ? List.of() : whole.findings());
        all.addAll(findings);
        if (!unreadable.isEmpty() || !large.isEmpty()) {
            all.add(notSearched());
        }
        return List.copyOf(all);
    }

    private Finding notSearched() {
        List<String> parts = new ArrayList<>();
        if (!unreadable.isEmpty()) {
            parts.add(named(unreadable) + " (cannot be read)");
        }
        if (!large.isEmpty()) {
            parts.add(named(large) + " (larger than " + (LARGEST_SOURCE >> 10) + " kB)");
        }
        return new Finding(
                "files-not-searched",
                unreadable.isEmpty() ? Severity.INFO : Severity.WARNING,
                "repository",
                "Not searched: " + String.join("; ", parts) + ".",
                "What a move may break in them is not known.",
                (unreadable.isEmpty() ? "" : "Give yourself the right to read them and run the audit again. ")
                        + "Look into those yourself that the app runs.",
                unreadable.isEmpty() ? large.first() : unreadable.first(),
                Finding.FACTS + "f-versions");
    }

    private static String named(SortedSet<String> files) {
        return files.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (files.size() > MOST_NAMED ? " and " + (files.size() - MOST_NAMED) + " more" : "");
    }

    private static DynoliftException unusable(Path folder, String why, @Nullable Exception cause) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the repository " + folder + " cannot be read",
                why,
                "Name the folder of a checkout with --repo.",
                cause);
    }
}
