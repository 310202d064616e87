package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseAddress;
import dev.dynolift.postgres.DatabaseUrl;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An address that a command prints: {@code heroku config:get DATABASE_URL -a app}, or one that asks for a secret or a token
 * of some minutes. Run when an address is first needed, and again when the last one no longer works.
 */
final class AddressOfCommand implements DatabaseAddress {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Many sessions fail at once; one answer is enough for them all. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    /** No address is as long. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final String command;
    private final String variable;
    private @Nullable DatabaseUrl latest;
    private long askedAt;

    /** @param variable that holds the command, for errors */
    AddressOfCommand(String command, String variable) {
        this.command = command;
        this.variable = variable;
    }

    @Override
    public synchronized DatabaseUrl get() {
        DatabaseUrl known = latest;
        return known != null ? known : ask();
    }

    @Override
    public synchronized Optional<DatabaseUrl> insteadOf(DatabaseUrl failing) {
        DatabaseUrl known = latest;
        if (known != null && !known.equals(failing)) {
            return Optional.of(known);
        }
        if (System.nanoTime() - askedAt < AGAIN_AFTER.toNanos()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ask()).filter(now -> !now.equals(failing));
        } catch (DynoliftException e) {
            // The server's refusal says more than that the command fails too; it is asked again with the next try.
            return Optional.empty();
        }
    }

    @Override
    public boolean mayChange() {
        return true;
    }

    private DatabaseUrl ask() {
        try {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = process.getInputStream()) {
                if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    throw failed("it did not end within " + LONGEST.toSeconds() + " seconds");
                }
                String answer = new String(out.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                if (process.exitValue() != 0) {
                    throw failed("it ended with exit code " + process.exitValue());
                }
                DatabaseUrl url = DatabaseUrl.parse(answer, "what the command of " + variable + " prints");
                latest = url;
                return url;
            } finally {
                process.destroyForcibly();
                askedAt = System.nanoTime();
            }
        } catch (IOException e) {
            throw failed("no shell can be started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the work was interrupted", "", "Run the same command again.");
        }
    }

    /** The command itself may hold a secret, and what it says on its way to failure too. */
    private DynoliftException failed(String why) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the command of " + variable + " gives no database address",
                why,
                "Run it by hand: it has to print postgres://USER:PASSWORD@HOST:PORT/DATABASE and nothing else.");
    }
}
