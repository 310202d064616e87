package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.engine.FenceTerms;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the running engine to refuse the app's writes and hand over. */
@Command(
        name = "fence",
        description = {
            "Refuses the app's writes on the source, lets the running engine do the last round, and hands over. The app"
                    + " cannot write from then on until it is pointed at the target.",
            "The engine completes its comparison of every row first, while the app writes; when rows differ, nothing is"
                    + " fenced. How far it is and how long it takes is told. With --unverified the fence does not wait for"
                    + " the rest of it: what was not compared by then is UNVERIFIED, and `data status` says so until `data"
                    + " verify` or `data reverse` has compared every row.",
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

    @Option(
            names = "--unverified",
            description =
                    "Hand over before every row is compared. Everything else is done as ever: the last round, the final"
                            + " look at the log, sequences. A row that is known to differ refuses the fence all the same.")
    boolean unverified;

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
            Known known = known(sender);
            if (known.status().filter(Control.Status::isHandedOver).isPresent()) {
                console.result(
                        "That is done already: the " + sender.side() + of(name) + " was fenced and has handed over.");
            } else {
                requireEngine(name, sender, known);
                waiting.add(new Member(name, sender));
            }
        });
        if (waiting.isEmpty()) {
            unverified(senders).ifPresent(console::result);
            return 0;
        }
        String side = waiting.get(0).sender().side();
        new Prompt(console)
                .consent(
                        "All writes to the " + side + of(names(waiting)) + " are refused from now on"
                                + (unverified ? ", and not every row may have been compared." : "."),
                        yes);
        FenceTerms terms = new FenceTerms(
                direction(), unverified, Duration.ofSeconds(seconds), withoutProof(senders), console::say);
        if (senders.size() == 1) {
            Database sender = waiting.get(0).sender();
            whileInterruptible(() -> console.say(withdraw(sender)), () -> Order.fence(sender, terms))
                    .forEach(console::say);
        } else {
            Done done = JointOrder.fence(waiting, terms);
            done.told().forEach(console::say);
            console.say("From the first fence to the last hand-over: " + Numbers.duration(done.took()) + ".");
        }
        console.result(result(senders));
        unverified(senders).ifPresent(console::result);
        return 0;
    }

    /** Left open by ctrl-C, the order would fence the app when nobody waits for that any more. */
    private static <T> T whileInterruptible(Runnable interrupted, Supplier<T> work) {
        Thread hook = new Thread(interrupted, "dynolift-withdrawal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It runs.
            }
        }
    }

    private static String withdraw(Database sender) {
        try (Session session = sender.open("order")) {
            return Control.withdraw(session, Control.Kind.FENCE)
                    ? "The order is withdrawn; the app writes where it wrote before."
                    : "The engine refuses writes already and goes on: see dynolift data status.";
        } catch (DynoliftException e) {
            return "The order could not be withdrawn: " + e.getMessage();
        }
    }

    private Direction direction() {
        return reverse ? Direction.REVERSE : Direction.FORWARD;
    }

    private String withoutProof(Map<String, Database> senders) {
        return "dynolift data fence --unverified" + (reverse ? " --reverse" : "")
                + senders.keySet().stream().map(DatabaseOption::given).collect(Collectors.joining());
    }

    /** The last word on what was not compared by then; empty when all was. */
    private Optional<String> unverified(Map<String, Database> senders) {
        List<String> parts = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        senders.forEach((name, sender) -> known(sender)
                .status()
                .filter(status -> status.isHandedOver() && !status.proved())
                .ifPresent(status -> {
                    parts.add(status.compared().words() + of(name));
                    commands.add("dynolift data verify" + DatabaseOption.given(name));
                }));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("UNVERIFIED: only " + String.join("; ", parts)
                        + " had been compared. Nothing is known to differ. To compare every row now: "
                        + String.join(" ; ", commands));
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

    /** What a sender tells of its engine. */
    private record Known(Optional<Control.Status> status, Optional<EngineFailure> failure) {}

    private Known known(Database sender) {
        try (Session session = sender.open("order")) {
            return new Known(new Control(direction()).status(session), EngineFailure.read(session, direction()));
        }
    }

    private static String of(String name) {
        return name.isEmpty() ? "" : " of " + name;
    }

    private static String names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.joining(" and "));
    }

    private void requireEngine(String name, Database sender, Known known) {
        Optional<Control.Status> status = known.status();
        Optional<EngineFailure> failure =
                known.failure().filter(error -> error.age().compareTo(JUST_ENDED) > 0);
        if (failure.isPresent()) {
            EngineFailure error = failure.get();
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "no engine runs that could take the order" + (name.isEmpty() ? "" : " for " + name),
                    "the last one ended with an error " + Numbers.duration(error.age()) + " ago: " + error.words(),
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
