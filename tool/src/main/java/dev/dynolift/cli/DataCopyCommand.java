package dev.dynolift.cli;

import dev.dynolift.control.Method;
import dev.dynolift.engine.CloneMove;
import dev.dynolift.engine.Extent;
import dev.dynolift.engine.SourceRecords;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.Prompt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies a database once, and proves that every row arrived. */
@Command(
        name = "copy",
        description = {
            "Copies the source as it is at one moment into an empty target, and compares every row. The source may be at"
                    + " work, nothing is put there; a copy that is interrupted starts over.",
            "With --fence or --quiet the source stands still, and a copy that is interrupted goes on where it was. To move"
                    + " a source that must stay at work, use `data sync`.",
            "Of some tables only: the others are not created, and what needs them (foreign keys, views) is left out and"
                    + " named. All other definitions come along."
        })
final class DataCopyCommand implements Callable<Integer> {

    @ArgGroup
    Stillness stillness = new Stillness();

    /** Why nobody writes to the source, if nobody does. */
    static final class Stillness {

        @Option(
                names = "--fence",
                description =
                        "Refuse the app's writes at the source before the first row, and until the target has taken"
                                + " over; the way back stands open then.")
        boolean fence;

        @Option(
                names = "--quiet",
                description =
                        "You vouch that nobody writes to the source. When somebody did, the copy ends with code 4.")
        boolean quiet;
    }

    @Mixin
    TableOptions tables;

    @Option(
            names = "--rows-only",
            description =
                    "The target has the tables already, empty and with the same columns (made by structure.sql, say):"
                            + " copy rows and sequences alone. Needs no pg_dump.")
    boolean rowsOnly;

    @Option(names = "--no-verify", description = "Do not compare rows: what arrived is then UNVERIFIED.")
    boolean noVerify;

    @Mixin
    EngineOptions options;

    @Mixin
    RateOption rate;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    private volatile @Nullable CloneMove running;

    @Option(names = "--follower", hidden = true)
    boolean follower;

    @Override
    public Integer call() {
        if (follower) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--follower cannot be used with `data copy`",
                    "all rows of a copy come from one moment of one server",
                    "To copy as of a moment of the follower, name it in DYNOLIFT_SOURCE_URL. `data sync --follower` moves a"
                            + " source at work and reads its follower.");
        }
        Console console = Console.ofProcess(System.getenv());
        Method method = stillness.fence ? Method.FENCED : stillness.quiet ? Method.QUIET : Method.SNAPSHOT;
        if (method == Method.FENCED) {
            new Prompt(console)
                    .consent(
                            "All writes to the source are refused from now on; `data clean --lower-fence` undoes it.",
                            yes);
        }
        Extent extent = new Extent(tables.selection(), rowsOnly);
        CloneMove.Outcome outcome =
                GoesOn.behindFence(() -> copy(console, method, extent), () -> refusesWrites(method));
        if (!options.eventLines) {
            console.result("Copied " + Numbers.count(outcome.tables(), "table") + ", " + Numbers.rows(outcome.rows())
                    + ", " + Numbers.bytes(outcome.bytes()) + (outcome.wentOn() ? "; this last run took " : " in ")
                    + Numbers.duration(outcome.took()) + ".");
            console.result("The target holds the source as it was at " + SourceTime.words(outcome.at())
                    + switch (method) {
                        case FENCED -> "; it has refused writes since before.";
                        case QUIET -> "; nobody had written to it until then.";
                        case SNAPSHOT, LIVE -> "; what was written there since is not in it.";
                    });
            console.result(
                    outcome.verified()
                            ? "Every row was compared: none differs."
                            : "UNVERIFIED: no row was compared. To do it: dynolift " + extent.verification());
            if (method == Method.FENCED) {
                console.result("Point the app at the target now; then run: dynolift data reverse");
            }
        }
        return 0;
    }

    private CloneMove.Outcome copy(Console console, Method method, Extent extent) {
        return options.run(console, rate.bytesPerSecond(), () -> stopped(method), engine -> {
            CloneMove move = new CloneMove(
                    engine.source(), engine.target(), method, extent, !noVerify, engine.settings(), engine.events());
            running = move;
            return method.isResumable()
                    ? GoesOn.afterErrors(move::run)
                    : GoesOn.fromTheStart(move::run, move::hasBegun);
        });
    }

    /** The last word of a copy that ctrl-C ends. */
    private String stopped(Method method) {
        CloneMove move = running;
        if (move == null || !move.hasBegun() && !move.hasFenced()) {
            return "Stopped; nothing was changed.";
        }
        String again = method.isResumable()
                ? "Stopped; the same command goes on where it was."
                : "Stopped; the same command starts over, as the moment that was copied is gone.";
        return move.hasFenced() ? again + " " + GoesOn.FENCE_STANDS : again;
    }

    /** Asked of the source itself: an earlier run may have raised the fence, and this one may not have come so far. */
    private boolean refusesWrites(Method method) {
        if (method != Method.FENCED) {
            return false;
        }
        CloneMove move = running;
        boolean raised = move != null && move.hasFenced();
        try {
            return Reachability.ask(options.database.source(), SourceRecords::read)
                    .words()
                    .map(records -> records.fenced() && !records.mayHaveHandedOver())
                    .orElse(raised);
        } catch (DynoliftException e) {
            return raised;
        }
    }
}
