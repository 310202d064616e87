package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.secret.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a program of PostgreSQL's client. The password goes there in the environment, never in the arguments. */
final class ClientProgram {

    private ClientProgram() {}

    /** What the program writes to its standard output, whole. */
    static byte[] run(DatabaseUrl database, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("PGHOST", database.host());
        environment.put("PGPORT", Integer.toString(database.port()));
        environment.put("PGDATABASE", database.database());
        environment.put("PGUSER", database.user());
        environment.put("PGPASSWORD", database.password().reveal());
        environment.put("PGCONNECT_TIMEOUT", "15");
        environment.put("LC_ALL", "C");
        database.parameters().forEach((name, value) -> {
            if (name.startsWith("ssl")) {
                environment.put("PG" + name.toUpperCase(Locale.ROOT), value);
            }
        });
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Complaints complaints = Complaints.of(process.getErrorStream());
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw refused(command.get(0), complaints.text());
            }
            return output;
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.TOOL_MISSING,
                    command.get(0) + " cannot be run",
                    Reason.of(e),
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

    /** Reads what is complained about beside the output, so that neither blocks the program. */
    private static final class Complaints {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        private Complaints(InputStream stream) {
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

        static Complaints of(InputStream stream) {
            Complaints complaints = new Complaints(stream);
            complaints.thread.setDaemon(true);
            complaints.thread.start();
            return complaints;
        }

        String text() throws InterruptedException {
            thread.join();
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
