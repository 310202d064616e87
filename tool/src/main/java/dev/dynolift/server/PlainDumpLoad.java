package dev.dynolift.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Feeds a plain dump to psql without the statements that only its first owner could run. */
final class PlainDumpLoad {

    private final Path psql;
    private final ServerAddress owner;

    PlainDumpLoad(Path psql, ServerAddress owner) {
        this.psql = psql;
        this.owner = owner;
    }

    void load(Path dump) throws IOException {
        List<String> command =
                List.of(psql.toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-");
        ChildProgram.Ended ended =
                ChildProgram.feed(command, DatabaseLoader.withUtf8(owner), toPsql -> copyFiltered(dump, toPsql));
        if (!ended.well()) {
            String said = ended.output().replace("psql:<stdin>", dump.toString());
            throw ClientFailure.of("the dump " + dump + " cannot be loaded", said);
        }
    }

    /** Lines left out become empty ones, so that psql's line numbers are the dump's. */
    private static void copyFiltered(Path dump, OutputStream to) throws IOException {
        PlainDumpFilter filter = new PlainDumpFilter();
        try (InputStream from = new BufferedInputStream(Files.newInputStream(dump), 1 << 16);
                BufferedOutputStream out = new BufferedOutputStream(to, 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (readLine(from, line)) {
                byte[] bytes = line.toByteArray();
                // Statements are ASCII where it matters; whatever a row holds passes as it is.
                if (filter.keeps(new String(bytes, StandardCharsets.ISO_8859_1))) {
                    out.write(bytes);
                }
                out.write('\n');
            }
        }
    }

    private static boolean readLine(InputStream from, ByteArrayOutputStream line) throws IOException {
        line.reset();
        int read = from.read();
        if (read < 0) {
            return false;
        }
        while (read >= 0 && read != '\n') {
            line.write(read);
            read = from.read();
        }
        return true;
    }
}
