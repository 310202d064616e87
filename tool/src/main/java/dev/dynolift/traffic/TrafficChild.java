package dev.dynolift.traffic;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Redactor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One traffic process, seen from who started it. Commands come from one thread. */
final class TrafficChild {

    private static final Duration GENTLE = Duration.ofSeconds(10);

    private final int number;
    private final Path errors;
    private final Process process;
    private final BufferedWriter commands;
    private final Consumer<LedgerLine> lines;
    private @Nullable LedgerLine last;
    private boolean silent;

    private TrafficChild(int number, Path errors, Process process, Consumer<LedgerLine> lines) {
        this.number = number;
        this.errors = errors;
        this.process = process;
        this.lines = lines;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readLines, "traffic process " + number);
        reader.setDaemon(true);
        reader.start();
    }

    static TrafficChild start(TrafficOrders orders, Consumer<LedgerLine> lines) {
        Path errors = Path.of(orders.ledger() + ".errors");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TrafficProcess.class.getName()));
        try {
            TrafficChild child = new TrafficChild(
                    orders.process(),
                    errors,
                    builder.redirectError(errors.toFile()).start(),
                    lines);
            child.say(JsonMapper.shared().writeValueAsString(orders));
            return child;
        } catch (IOException e) {
            throw new DynoliftException(ErrorCode.PROCESS, "a traffic process cannot be started", e.toString(), "", e);
        }
    }

    /** @throws DynoliftException (PROCESS) when the process is gone */
    void say(String line) {
        try {
            commands.write(line);
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw gone();
        }
    }

    /** Waits until the process has written such a line since the call before. */
    synchronized void await(Predicate<LedgerLine> answer, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (last == null || !answer.test(last)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (silent) {
                throw gone();
            }
            if (left <= 0) {
                throw new DynoliftException(
                        ErrorCode.PROCESS,
                        "traffic process " + number + " does not answer",
                        said(),
                        "Run the same command again.");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DynoliftException(
                        ErrorCode.INTERRUPTED, "the work was stopped", "", "Run the same command again to go on.");
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it: by a word, then by closing its input, then by force. */
    void stop() {
        try {
            say("stop");
            commands.close();
        } catch (DynoliftException | IOException e) {
            // It is gone already.
        }
        try {
            if (!process.waitFor(GENTLE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (Files.exists(errors) && Files.size(errors) == 0) {
                Files.delete(errors);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // An empty file more is no harm.
        }
    }

    DynoliftException gone() {
        return new DynoliftException(
                ErrorCode.PROCESS,
                "traffic process " + number + " ended by itself",
                said(),
                "Run the same command again.");
    }

    private String said() {
        try {
            List<String> all = Files.readAllLines(errors).stream()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
                    .toList();
            return all.isEmpty()
                    ? "It said nothing."
                    : Redactor.redact(String.join("\n", all.subList(0, Math.min(6, all.size()))));
        } catch (IOException e) {
            return "What it said cannot be read: " + e;
        }
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                LedgerFile.fromText(text).ifPresent(this::take);
            }
        } catch (IOException e) {
            // The process was ended by force.
        }
        synchronized (this) {
            silent = true;
            notifyAll();
        }
    }

    private void take(LedgerLine line) {
        lines.accept(line);
        boolean answers = line instanceof LedgerLine.Started || line instanceof LedgerLine.Switched;
        if (answers) {
            synchronized (this) {
                last = line;
                notifyAll();
            }
        }
    }
}
