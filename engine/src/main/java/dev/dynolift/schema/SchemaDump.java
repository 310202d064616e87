package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.secret.Redactor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a database's definitions with pg_dump, and takes the archive apart into entries with pg_restore. The archive
 * stays in memory: it can hold a foreign server's password. Ours goes to the child in its environment, never in its
 * arguments.
 */
public final class SchemaDump {

    /** How pg_restore heads each entry of its text. */
    private static final Pattern HEADER = Pattern.compile(
            "^--\\n-- (?:Data for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: .*\\n--\\n", Pattern.MULTILINE);

    /** What follows the last entry; newer versions put a psql command behind it. */
    private static final String FOOTER = "--\n-- PostgreSQL database dump complete\n--\n";

    private SchemaDump() {}

    /**
     * Dumps the definitions of everything but rows, owners and rights, and but what is Heroku's or ours.
     *
     * @throws DynoliftException when pg_dump is missing, older than the server, or refuses
     */
    public static List<SchemaEntry> read(DatabaseUrl source) {
        byte[] archive = run(
                source,
                new byte[0],
                List.of(
                        "pg_dump",
                        "--format=custom",
                        "--compress=0",
                        "--schema-only",
                        "--no-owner",
                        "--no-privileges",
                        "--no-publications",
                        "--no-subscriptions",
                        "--no-tablespaces",
                        "--exclude-schema=dynolift",
                        "--exclude-schema=_heroku"));
        List<SchemaEntry> entries = new ArrayList<>();
        for (Section section : Section.values()) {
            byte[] sql = run(
                    source,
                    archive,
                    List.of("pg_restore", "--section=" + section.word(), "--no-owner", "--no-privileges", "--file=-"));
            split(section, new String(sql, StandardCharsets.UTF_8), entries);
        }
        return entries;
    }

    private static void split(Section section, String sql, List<SchemaEntry> entries) {
        Matcher header = HEADER.matcher(sql);
        int bodyStart = -1;
        String name = "";
        String kind = "";
        String schema = "";
        while (header.find()) {
            if (bodyStart >= 0) {
                add(section, kind, schema, name, sql.substring(bodyStart, header.start()), entries);
            }
            name = header.group(1);
            kind = header.group(2);
            schema = header.group(3);
            bodyStart = header.end();
        }
        if (bodyStart >= 0) {
            int end = sql.lastIndexOf(FOOTER);
            add(section, kind, schema, name, sql.substring(bodyStart, end < bodyStart ? sql.length() : end), entries);
        }
    }

    private static void add(
            Section section, String kind, String schema, String name, String body, List<SchemaEntry> entries) {
        if (isLeftOut(kind, name)) {
            return;
        }
        String full = schema.equals("-") ? name : schema + "." + name;
        entries.add(new SchemaEntry(entries.size() + 1, section, kind, full, body.strip()));
    }

    /**
     * What the target has by itself or may not have: its own public schema, the owner's comments on extensions, event
     * triggers (Heroku's own), and the triggers by which an earlier move watched or fenced.
     */
    private static boolean isLeftOut(String kind, String name) {
        return switch (kind) {
            case "EVENT TRIGGER" -> true;
            case "SCHEMA" -> name.equals("public");
            case "COMMENT" -> name.startsWith("EXTENSION ") || name.equals("SCHEMA public");
            case "EXTENSION" -> name.equals("plpgsql") || name.equals("pg_stat_statements");
            case "TRIGGER" -> name.contains(" dynolift_");
            default -> false;
        };
    }

    private static byte[] run(DatabaseUrl source, byte[] input, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("PGHOST", source.host());
        environment.put("PGPORT", Integer.toString(source.port()));
        environment.put("PGDATABASE", source.database());
        environment.put("PGUSER", source.user());
        environment.put("PGPASSWORD", source.password().reveal());
        environment.put("PGCONNECT_TIMEOUT", "15");
        environment.put("LC_ALL", "C");
        source.parameters().forEach((name, value) -> {
            if (name.startsWith("ssl")) {
                environment.put("PG" + name.toUpperCase(java.util.Locale.ROOT), value);
            }
        });
        try {
            Process process = builder.start();
            Drain complaint = Drain.of(process.getErrorStream());
            Thread feeder = feed(process.getOutputStream(), input);
            byte[] output = process.getInputStream().readAllBytes();
            int exitCode = process.waitFor();
            feeder.join();
            if (exitCode != 0) {
                throw refused(command.get(0), complaint.text());
            }
            return output;
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.TOOL_MISSING,
                    command.get(0) + " cannot be run",
                    String.valueOf(e.getMessage()),
                    "Install the PostgreSQL client programs (Debian, Ubuntu: apt install postgresql-client;"
                            + " Mac: brew install libpq && brew link --force libpq).",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, command.get(0) + " was interrupted", "", "Run the same command again.");
        }
    }

    private static DynoliftException refused(String program, String complaint) {
        boolean tooOld = complaint.contains("server version mismatch");
        return new DynoliftException(
                tooOld ? ErrorCode.TOOL_MISSING : ErrorCode.DATABASE,
                program + " could not read the source's definitions",
                Redactor.redact(complaint.strip()),
                tooOld
                        ? "Install client programs of the source's major version or newer."
                        : "Mend what " + program + " complains about, then run the same command again.");
    }

    private static Thread feed(OutputStream stream, byte[] input) {
        Thread feeder = new Thread(
                () -> {
                    try (stream) {
                        new ByteArrayInputStream(input).transferTo(stream);
                    } catch (IOException e) {
                        // The program ended before it read everything; its exit code tells why.
                    }
                },
                "dynolift-archive");
        feeder.setDaemon(true);
        feeder.start();
        return feeder;
    }

    /** Reads a stream beside the other, so that neither blocks the program. */
    private static final class Drain {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        private Drain(InputStream stream) {
            this.thread = new Thread(
                    () -> {
                        try (stream) {
                            stream.transferTo(bytes);
                        } catch (IOException e) {
                            // What was read until now is what there is.
                        }
                    },
                    "dynolift-complaints");
        }

        static Drain of(InputStream stream) {
            Drain drain = new Drain(stream);
            drain.thread.setDaemon(true);
            drain.thread.start();
            return drain;
        }

        String text() throws InterruptedException {
            thread.join();
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
