package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A jar that holds one {@code .txz} with a PostgreSQL server. */
final class ServerArchive {

    /** Threads of one process cannot share a file lock; this one stands before it. */
    private static final Object ONE_THREAD = new Object();

    private static final int ANY_EXECUTE_BIT = 0111;

    private final Path jar;

    ServerArchive(Path jar) {
        this.jar = jar;
    }

    /** Unpacks beside the final place and renames at the end, so that a folder with the final name is always whole. */
    void unpackInto(Path home) {
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        Path lock = home.resolveSibling(home.getFileName() + ".lock");
        synchronized (ONE_THREAD) {
            try {
                Files.createDirectories(home.toAbsolutePath().getParent());
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = channel.lock()) {
                    if (held.isValid() && !Files.exists(home)) {
                        Folders.delete(partial);
                        unpack(partial);
                        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            } catch (IOException e) {
                throw unpacked(home, e);
            }
        }
    }

    private DynoliftException unpacked(Path home, IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new DynoliftException(
                full ? ErrorCode.DISK_FULL : ErrorCode.FILE,
                "the PostgreSQL server " + jar.getFileName() + " cannot be unpacked into " + home,
                e.toString(),
                full ? "Free about 100 MB there." : "Look at the folder's rights, or delete it and try again.",
                e);
    }

    private void unpack(Path into) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    unpackTar(zip, into);
                    return;
                }
            }
        }
        throw new IOException("it holds no .txz");
    }

    private static void unpackTar(InputStream packed, Path into) throws IOException {
        Path root = Files.createDirectories(into).toRealPath();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path place = inside(root, root.resolve(entry.getName()));
            if (entry.isDirectory()) {
                Files.createDirectories(place);
                continue;
            }
            Path around = Objects.requireNonNull(place.getParent(), "a place below the root");
            Files.createDirectories(around);
            // A link that an earlier entry made must not lead this one out of the folder.
            inside(root, around.toRealPath());
            if (entry.isSymbolicLink()) {
                Path target = Path.of(entry.getLinkName());
                inside(root, place.resolveSibling(target));
                Files.createSymbolicLink(place, target);
            } else if (entry.isLink()) {
                Files.createLink(place, inside(root, root.resolve(entry.getLinkName())));
            } else if (entry.isFile()) {
                Files.copy(tar, place);
                boolean executable = (entry.getMode() & ANY_EXECUTE_BIT) != 0;
                Files.setPosixFilePermissions(
                        place, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static Path inside(Path root, Path place) throws IOException {
        Path plain = place.normalize();
        if (!plain.startsWith(root)) {
            throw new IOException("an entry leads out of the folder: " + place);
        }
        return plain;
    }
}
