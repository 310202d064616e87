package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.engine.CopyStatus;
import dev.dynolift.engine.SourceRecords;
import dev.dynolift.engine.TargetState;
import dev.dynolift.engine.Unverified;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.rounds.Backlog;
import dev.dynolift.terminal.Console;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the engines last said of themselves; they may run anywhere. */
@Command(
        name = "status",
        description = "Says how far a copy or a move is, as the engines wrote it into the databases, which side refuses"
                + " writes, and what comes next. When one side does not answer, it says what the other knows and ends with"
                + " code 1. Reads only.")
final class DataStatusCommand implements Callable<Integer> {

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        return run(database.source(), database.target(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with other databases and another console. */
    int run(Database source, Database target, Console console) {
        Optional<DatabaseException> noSource = Reachability.silenceOf(source);
        Reachability.Answer<OneSidedStatus.AtTarget> there = Reachability.ask(target, DataStatusCommand::atTarget);
        if (noSource.isPresent() || there.silence().isPresent()) {
            return oneSided(source, noSource, there, console);
        }
        StatusWords words = read(source, target);
        if (json) {
            console.result(ofDatabase(words.json()));
        } else {
            words.lines().forEach(console::result);
            if (!words.next().isEmpty()) {
                console.say(ofDatabase(words.next()));
            }
        }
        return 0;
    }

    private int oneSided(
            Database source,
            Optional<DatabaseException> noSource,
            Reachability.Answer<OneSidedStatus.AtTarget> there,
            Console console) {
        if (noSource.isPresent() && there.silence().isPresent()) {
            throw new DynoliftException(
                    ErrorCode.NETWORK,
                    "neither database answers",
                    "source: " + noSource.get().why() + "; target: "
                            + there.silence().get().why(),
                    "Check that they run and can be reached, then run the same command again.",
                    noSource.get());
        }
        Optional<OneSidedStatus.AtSource> here = noSource.isPresent()
                ? Optional.empty()
                : Reachability.ask(source, DataStatusCommand::atSource).words();
        OneSidedStatus words = new OneSidedStatus(
                here, there.words(), noSource.orElseGet(() -> there.silence().orElseThrow()), Instant.now());
        if (json) {
            console.result(ofDatabase(words.json()));
        } else {
            words.lines().forEach(console::result);
            console.say(ofDatabase(words.next()));
        }
        return ErrorCode.NETWORK.exitCode();
    }

    /** Commands that it names are of the same database. */
    private String ofDatabase(String text) {
        return text.replaceAll("dynolift data [a-z]+", "$0" + database.given());
    }

    private static OneSidedStatus.AtSource atSource(Session source) {
        return new OneSidedStatus.AtSource(
                SourceRecords.read(source),
                new Control(Direction.FORWARD).status(source),
                EngineFailure.read(source, Direction.FORWARD));
    }

    private static OneSidedStatus.AtTarget atTarget(Session target) {
        return new OneSidedStatus.AtTarget(
                CopyStatus.read(target), EngineFailure.read(target, Direction.FORWARD), Fence.stands(target));
    }

    private static StatusWords read(Database source, Database target) {
        try (Session from = source.open("status");
                Session to = target.open("status")) {
            Map<Direction, Control.Status> engines = new EnumMap<>(Direction.class);
            new Control(Direction.FORWARD).status(from).ifPresent(said -> engines.put(Direction.FORWARD, said));
            new Control(Direction.REVERSE).status(to).ifPresent(said -> engines.put(Direction.REVERSE, said));
            Map<Direction, Backlog> logs = new EnumMap<>(Direction.class);
            engines.forEach((direction, said) -> {
                if (!said.isHandedOver()) {
                    boolean forward = direction == Direction.FORWARD;
                    logs.put(direction, log(direction, forward ? from : to, forward ? to : from));
                }
            });
            Map<Direction, EngineFailure> failures = new EnumMap<>(Direction.class);
            Set<Direction> atWork = EnumSet.noneOf(Direction.class);
            for (Direction direction : Direction.values()) {
                boolean forward = direction == Direction.FORWARD;
                failure(direction, forward ? from : to, forward ? to : from)
                        .ifPresent(failure -> failures.put(direction, failure));
                if (EngineLock.isHeld(forward ? to : from)) {
                    atWork.add(direction);
                }
            }
            TargetState state = TargetState.of(from, to);
            return new StatusWords(
                    CopyStatus.read(to),
                    engines,
                    atWork,
                    failures,
                    logs,
                    state,
                    Unverified.last(state, from, to),
                    Fence.stands(from),
                    Fence.stands(to),
                    Instant.now());
        }
    }

    /** Written to both sides where that was possible. */
    private static Optional<EngineFailure> failure(Direction direction, Session sender, Session receiver) {
        return EngineFailure.read(sender, direction).or(() -> EngineFailure.read(receiver, direction));
    }

    private static Backlog log(Direction direction, Session sender, Session receiver) {
        String position = ProgressStore.isInstalled(receiver)
                ? new ProgressStore(direction)
                        .position(receiver)
                        .map(Position::snapshot)
                        .orElse("")
                : "";
        return Backlog.read(sender, position);
    }
}
