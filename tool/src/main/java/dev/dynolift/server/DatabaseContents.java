package dev.dynolift.server;

import dev.dynolift.postgres.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** What a rehearsal's source database is filled with. */
public sealed interface DatabaseContents {

    /** Changes when the contents do: tells whether a database holds these or others. */
    String fingerprint() throws IOException;

    /** What people call it. */
    String title();

    /**
     * Two scripts for psql, run one after the other.
     *
     * @param scale given to both as {@code :scale}; 1 is the usual size
     */
    record Scripts(Path schema, Path fill, double scale) implements DatabaseContents {

        /** The scale as a script sees it: a whole number where it is one. */
        String scaleText() {
            return scaleText(scale);
        }

        /** Any scale as scripts see it. */
        public static String scaleText(double scale) {
            return scale == Math.rint(scale) ? String.valueOf((long) scale) : String.valueOf(scale);
        }

        @Override
        public String fingerprint() throws IOException {
            return "scripts " + digest(schema) + " " + digest(fill) + " scale " + scaleText();
        }

        @Override
        public String title() {
            return schema.getFileName() + " and " + fill.getFileName();
        }

        private static String digest(Path file) throws IOException {
            try (InputStream bytes = Files.newInputStream(file);
                    DigestInputStream digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
                digest.transferTo(java.io.OutputStream.nullOutputStream());
                return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 12);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** What pg_dump wrote: an archive (custom, directory or tar) or plain SQL. */
    record Dump(Path file) implements DatabaseContents {

        /** Size and time: reading a large dump only to know it again would take longer than most loads. */
        @Override
        public String fingerprint() throws IOException {
            try (Stream<Path> files = Files.walk(file)) {
                long size = files.mapToLong(path -> path.toFile().length()).sum();
                return "dump " + file.getFileName() + " " + size + " " + Files.getLastModifiedTime(file);
            }
        }

        @Override
        public String title() {
            return file.getFileName().toString();
        }
    }

    /** A copy of the app's database that is reachable from here; it is only read. */
    record CopyOf(DatabaseUrl url) implements DatabaseContents {

        @Override
        public String fingerprint() {
            return "copy of " + url;
        }

        @Override
        public String title() {
            return url.toString();
        }
    }
}
