package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.engine.JointOrder;
import dev.dynolift.engine.JointOrder.Done;
import dev.dynolift.engine.JointOrder.Member;
import dev.dynolift.engine.Order;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the running engine to refuse the app's writes and hand over. */
@Command(
        name = "fence",
        description = {
            "Refuses the app's writes on the source, lets the running engine do the last round, and hands over. The app"
                    + " cannot write from then on until it is pointed at the target.",
            "The engine completes its comparison of every row first; when rows differ, nothing is fenced.",
            "Several databases of an app are fenced together: --database for each, and `data sync --database` runs for each."
                    + " No fence is raised before every engine has compared all rows, and none hands over before all are"
                    + " ready; when one refuses, all let the app write again."
        })
final class DataFenceCommand implements Callable<Integer> {

    /** An engine at work says something every second or so; only a long copy is silent for longer. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** After an engine ended with an error, another one may be about to begin; an order is left for it. */
    private static final Duration JUST_ENDED = Duration.ofSeconds(10);

    @Option(names = "--reverse", description = "Fence the target instead, and open the source again: the way back.")
    boolean reverse;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description =
                    "A database whose URLs are in DYNOLIFT_NAME_SOURCE_URL and DYNOLIFT_NAME_TARGET_URL; once for each"
                            + " that is to be fenced.")
    List<String> names = List.of();

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
        Map<String, Database> senders = new LinkedHashMap<>();
        for (String name : names.isEmpty() ? List.of("") : names) {
            senders.put(name, reverse ? DatabaseAddresses.target(name) : DatabaseAddresses.source(name));
        }
        return run(senders, Console.ofProcess(System.getenv()));
    }

    /** As the command, with other databases and another console. */
    int run(Map<String, Database> senders, Console console) {
        List<Member> waiting = new ArrayList<>();
        senders.forEach((name, sender) -> {
            Optional<Control.Status> status = status(sender);
            Optional<EngineFailure> failure = failure(sender);
            if (status.filter(Control.Status::isHandedOver).isPresent()) {
                console.result(
                        "That is done already: the " + sender.side() + of(name) + " was fenced and has handed over.");
            } else {
                requireEngine(name, sender, status, failure);
                waiting.add(new Member(name, sender));
            }
        });
        if (waiting.isEmpty()) {
            return 0;
        }
        String side = waiting.get(0).sender().side();
        new Prompt(console)
                .consent("All writes to the " + side + of(names(waiting)) + " are refused from now on.", yes);
        Duration patience = Duration.ofSeconds(seconds);
        if (senders.size() == 1) {
            Order.give(waiting.get(0).sender(), Control.Kind.FENCE, patience, () -> true)
                    .forEach(console::say);
        } else {
            Done done = JointOrder.fence(waiting, patience);
            done.told().forEach(console::say);
            console.say("From the first fence to the last hand-over: " + Numbers.duration(done.took()) + ".");
        }
        console.result(result(senders));
        return 0;
    }

    private String result(Map<String, Database> senders) {
        String reverses = senders.keySet().stream()
                .map(name -> "dynolift data reverse" + DatabaseOption.given(name))
                .collect(Collectors.joining(" ; "));
        if (senders.size() == 1) {
            return reverse
                    ? "Writes to the target are refused; the source has all of them and takes writes again. Point the"
                            + " app at the source now."
                    : "Writes to the source are refused; the target has all of them. Point the app at the target now,"
                            + " then run: " + reverses;
        }
        return reverse
                ? "Writes to the targets are refused; the sources have all of them and take writes again. Point the app at"
                        + " all the sources now."
                : "Writes to the sources are refused; the targets have all of them. Point the app at all the targets now,"
                        + " then run, each in a terminal of its own: " + reverses;
    }

    private Optional<Control.Status> status(Database sender) {
        try (Session session = sender.open("order")) {
            return new Control(reverse ? Direction.REVERSE : Direction.FORWARD).status(session);
        }
    }

    private Optional<EngineFailure> failure(Database sender) {
        try (Session session = sender.open("order")) {
            return EngineFailure.read(session, reverse ? Direction.REVERSE : Direction.FORWARD);
        }
    }

    private static String of(String name) {
        return name.isEmpty() ? "" : " of " + name;
    }

    private static String names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.joining(" and "));
    }

    private void requireEngine(
            String name, Database sender, Optional<Control.Status> status, Optional<EngineFailure> failure) {
        if (failure.filter(error -> error.age().compareTo(JUST_ENDED) > 0).isPresent()) {
            EngineFailure error = failure.get();
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "no engine runs that could take the order" + (name.isEmpty() ? "" : " for " + name),
                    "the last one ended with an error " + Numbers.duration(error.age()) + " ago: " + error.what()
                            + (error.why().isEmpty() ? "" : ": " + error.why()),
                    (error.next() + " Then: dynolift data " + (reverse ? "reverse" : "sync")
                                    + DatabaseOption.given(name))
                            .strip());
        }
        boolean stopped = status.filter(said ->
                        said.state().equals("stopped") || said.heartbeatAge().compareTo(SILENCE) > 0)
                .isPresent();
        if (status.isEmpty() || stopped) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "no engine runs that could take the order" + (name.isEmpty() ? "" : " for " + name),
                    status.map(said -> "the last one said \"" + said.state() + "\", "
                                    + Numbers.duration(said.heartbeatAge()) + " ago")
                            .orElse("none has ever worked on the " + sender.side()),
                    "Start one in another terminal: dynolift data " + (reverse ? "reverse" : "sync")
                            + DatabaseOption.given(name));
        }
    }
}
