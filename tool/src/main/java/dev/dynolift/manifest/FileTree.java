package dev.dynolift.manifest;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import dev.dynolift.manifest.Generation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a workspace's generated files up to date, and never overwrites one that a person edited: its new version is
 * written beside it. Not thread-safe.
 */
public final class FileTree {

    private static final String BESIDE = ".new";

    private final Path workspace;
    private final SortedMap<String, String> lastWritten;
    private final SortedMap<String, Outcome> outcomes = new TreeMap<>();

    private FileTree(Path workspace) {
        this.workspace = workspace;
        this.lastWritten = Manifest.read(workspace);
    }

    /** Writes the files, removes those of earlier runs that are no longer wanted, and says what became of each. */
    public static SortedMap<String, Outcome> write(Path workspace, List<GeneratedFile> files) {
        FileTree tree = new FileTree(workspace);
        try {
            Files.createDirectories(workspace);
            SortedMap<String, String> hashes = new TreeMap<>();
            for (GeneratedFile file : files) {
                tree.outcomes.put(file.path(), tree.write(file));
                hashes.put(file.path(), file.hash());
            }
            tree.removeOthers(files.stream().map(GeneratedFile::path).collect(Collectors.toSet()), hashes);
            if (!hashes.equals(tree.lastWritten)) {
                Manifest.write(workspace, hashes);
            }
            return tree.outcomes;
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the generated files cannot be written to " + workspace,
                    Reason.of(e),
                    "Give yourself the right to write there, or name another folder with --workspace.",
                    e);
        }
    }

    private Outcome write(GeneratedFile file) throws IOException {
        Path place = workspace.resolve(file.path());
        Path beside = place.resolveSibling(place.getFileName() + BESIDE);
        if (!Files.exists(place)) {
            put(place, file);
            return lastWritten.containsKey(file.path()) ? Outcome.RESTORED : Outcome.WRITTEN;
        }
        String present = GeneratedFile.hash(Files.readAllBytes(place));
        if (present.equals(file.hash())) {
            // The user may have taken the new version over by hand.
            Files.deleteIfExists(beside);
            return Outcome.UNCHANGED;
        }
        String known = lastWritten.get(file.path());
        if (present.equals(known)) {
            put(place, file);
            return Outcome.UPDATED;
        }
        if (file.hash().equals(known) && !Files.exists(beside)) {
            return Outcome.YOURS;
        }
        if (!Files.exists(beside)
                || !GeneratedFile.hash(Files.readAllBytes(beside)).equals(file.hash())) {
            put(beside, file);
        }
        return Outcome.BESIDE;
    }

    private void removeOthers(Set<String> wanted, SortedMap<String, String> hashes) throws IOException {
        for (Map.Entry<String, String> last : lastWritten.entrySet()) {
            if (wanted.contains(last.getKey())) {
                continue;
            }
            Path place = workspace.resolve(last.getKey());
            if (!Files.exists(place)) {
                continue;
            }
            if (GeneratedFile.hash(Files.readAllBytes(place)).equals(last.getValue())) {
                Files.delete(place);
                removeEmptyFolders(place.getParent());
                outcomes.put(last.getKey(), Outcome.REMOVED);
            } else {
                hashes.put(last.getKey(), last.getValue());
                outcomes.put(last.getKey(), Outcome.YOURS);
            }
        }
    }

    private void removeEmptyFolders(@Nullable Path from) throws IOException {
        for (Path folder = from; folder != null && !folder.equals(workspace); folder = folder.getParent()) {
            try (var rest = Files.list(folder)) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }

    private static void put(Path place, GeneratedFile file) throws IOException {
        Files.createDirectories(place.getParent());
        WholeFile.write(place, file.content());
        if (file.executable() && Files.getFileStore(place).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(place));
            rights.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
            Files.setPosixFilePermissions(place, rights);
        }
    }
}
