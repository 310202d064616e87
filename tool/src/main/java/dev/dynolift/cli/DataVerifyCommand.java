package dev.dynolift.cli;

import dev.dynolift.engine.Verification;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Prompt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two databases, and mends rows of the target when it is asked to. */
@Command(
        name = "verify",
        description = {
            "Compares every row of every table, where sequences stand, and all definitions of the two databases. Reads"
                    + " only, at one moment of each, and puts nothing there.",
            "While the app writes to the source, what it wrote since the copy counts as a difference. Of a live move, before"
                    + " and after its handover, the log of changed keys tells which rows the app has changed: these are no"
                    + " differences. When all others are equal, a handover that was UNVERIFIED counts as verified from then"
                    + " on. While an engine works it compares every row itself (`data sync`, `data reverse`)."
        })
final class DataVerifyCommand implements Callable<Integer> {

    @Mixin
    TableOptions tables;

    @Option(
            names = "--repair",
            description = "Make the target's rows and sequences those of the source. Refused when the target may hold"
                    + " newer ones.")
    boolean repair;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin
    EngineOptions options;

    @Option(names = "--max-rate", hidden = true)
    @Nullable
    String maxRate;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
        if (json && options.eventLines) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--json and --events cannot be used together",
                    "both write to standard output",
                    "");
        }
        if (maxRate != null) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--max-rate cannot be used with `data verify`",
                    "each side reads its rows where they are, and next to nothing goes over the wire",
                    "To spare the source, compare with fewer connections (--jobs 1), or some tables at a time (--tables).");
        }
        Console console = Console.ofProcess(System.getenv());
        VerificationWords words = options.run(console, Long.MAX_VALUE, this::stopped, engine -> {
            try (Verification verification = Verification.begin(
                    engine.source(),
                    engine.target(),
                    tables.selection(),
                    repair,
                    engine.settings().jobs(),
                    engine.events())) {
                Verification.Outcome outcome = verification.compare();
                return new VerificationWords(outcome, repaired(console, verification, outcome), tables.selection());
            }
        });
        if (json) {
            console.result(words.json());
        } else if (!options.eventLines) {
            words.lines().forEach(console::result);
        }
        return words.isEqualNow() ? 0 : ErrorCode.DIFFERENCES.exitCode();
    }

    private String stopped() {
        return repair
                ? "Stopped. A repair is done as a whole or not at all; the same command begins again."
                : "Stopped; nothing was changed.";
    }

    private Verification.@Nullable Repaired repaired(
            Console console, Verification verification, Verification.Outcome outcome) {
        if (!repair || !outcome.isMendable()) {
            return null;
        }
        new Prompt(console)
                .consent(
                        VerificationWords.count(outcome)
                                + " The target's rows that differ are replaced by the source's; what was written to them"
                                + " at the target is lost.",
                        yes);
        return verification.repair(outcome);
    }
}
