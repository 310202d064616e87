package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.engine.Order;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.Prompt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the running engine to refuse the app's writes and hand over. */
@Command(
        name = "fence",
        description = {
            "Refuses the app's writes on the source, lets the running engine do the last round, and hands over. The app"
                    + " cannot write from then on until it is pointed at the target.",
            "The engine completes its comparison of every row first; when rows differ, nothing is fenced."
        })
final class DataFenceCommand implements Callable<Integer> {

    /** An engine at work says something every second or so; only a long copy is silent for longer. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    @Option(names = "--reverse", description = "Fence the target instead, and open the source again: the way back.")
    boolean reverse;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Give up after so long (default: 600).")
    int seconds = 600;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
        if (seconds < 1) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "--wait " + seconds + " cannot be used", "", "Give a number of seconds above 0.");
        }
        Console console = Console.ofProcess(System.getenv());
        Database sender = reverse ? DatabaseAddresses.target() : DatabaseAddresses.source();
        Optional<Control.Status> status;
        try (Session session = sender.open("order")) {
            status = new Control(reverse ? Direction.REVERSE : Direction.FORWARD).status(session);
        }
        if (status.filter(Control.Status::isHandedOver).isPresent()) {
            console.result("That is done already: the " + sender.side() + " was fenced and has handed over.");
            return 0;
        }
        requireEngine(sender, status);
        new Prompt(console).consent("All writes to the " + sender.side() + " are refused from now on.", yes);
        Order.give(sender, Control.Kind.FENCE, Duration.ofSeconds(seconds), () -> true);
        console.result(
                reverse
                        ? "Writes to the target are refused; the source has all of them and takes writes again. Point the"
                                + " app at the source now."
                        : "Writes to the source are refused; the target has all of them. Point the app at the target now,"
                                + " then run: dynolift data reverse");
        return 0;
    }

    private void requireEngine(Database sender, Optional<Control.Status> status) {
        boolean stopped = status.filter(said ->
                        said.state().equals("stopped") || said.heartbeatAge().compareTo(SILENCE) > 0)
                .isPresent();
        if (status.isEmpty() || stopped) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "no engine runs that could take the order",
                    status.map(said -> "the last one said \"" + said.state() + "\", "
                                    + Numbers.duration(said.heartbeatAge()) + " ago")
                            .orElse("none has ever worked on the " + sender.side()),
                    "Start one in another terminal: dynolift data " + (reverse ? "reverse" : "sync"));
        }
    }
}
