package dev.dynolift.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process full of users. It reads its orders ({@link TrafficOrders}) and then commands, one a line, from its standard
 * input: {@code use source}, {@code use target}, {@code pause}, {@code resume}, {@code stop}; the input's end stops it too,
 * so it never outlives who started it. Each line of its ledger also goes to its standard output.
 */
public final class TrafficProcess {

    private final TrafficOrders orders;
    private final OutputStream ledger;
    private final PrintStream echo;
    private final TrafficControl control;
    private final Tally tally;

    private TrafficProcess(TrafficOrders orders, OutputStream ledger, PrintStream echo) {
        this.orders = orders;
        this.ledger = ledger;
        this.echo = echo;
        this.control = new TrafficControl(orders.side());
        this.tally = new Tally(orders.process(), this::write);
    }

    /** Runs until it is told to stop; {@link TrafficRunner} is who calls. */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        TrafficOrders orders = JsonMapper.shared().readValue(commands.readLine(), TrafficOrders.class);
        Path file = Path.of(orders.ledger());
        LedgerFile.endLastLine(file);
        try (OutputStream ledger = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            new TrafficProcess(orders, ledger, System.out).run(commands);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushing goes on until the process ends
    private void run(BufferedReader commands) throws IOException, SQLException, InterruptedException {
        List<Path> files =
                orders.scripts().stream().map(script -> Path.of(script.file())).toList();
        List<TrafficScript> scripts = TrafficScript.readAll(files);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < orders.writers(); i++) {
            TrafficWriter writer = new TrafficWriter(orders, scripts, orders.firstWriter() + i, control, tally);
            writer.connect();
            Thread thread = new Thread(writer, "writer " + (orders.firstWriter() + i));
            thread.setDaemon(true);
            writers.add(thread);
        }
        write(new LedgerLine.Started(orders.process(), Instant.now(), orders.side()));
        writers.forEach(Thread::start);
        // Ctrl-C reaches every process of a terminal at once.
        Runtime.getRuntime().addShutdownHook(new Thread(tally::flush));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(tally::flush, 1, 1, TimeUnit.SECONDS);
        String command = commands.readLine();
        while (command != null && !command.equals("stop")) {
            obey(command);
            command = commands.readLine();
        }
        control.stop();
        for (Thread writer : writers) {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        }
        clock.shutdownNow();
        tally.flush();
        write(new LedgerLine.Stopped(orders.process(), Instant.now()));
    }

    private void obey(String command) {
        switch (command) {
            case "use source" -> use(Side.SOURCE);
            case "use target" -> use(Side.TARGET);
            case "pause" -> control.hold(true);
            case "resume" -> control.hold(false);
            default -> throw new IllegalArgumentException("unknown command: " + command);
        }
    }

    private void use(Side side) {
        tally.flush();
        tally.await(side);
        write(new LedgerLine.Switched(orders.process(), Instant.now(), side));
        control.use(side);
    }

    /** One write call a line: what a killed process has written is whole lines. */
    private synchronized void write(LedgerLine line) {
        String text = LedgerFile.toText(line) + "\n";
        try {
            ledger.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        echo.print(text);
        echo.flush();
    }
}
