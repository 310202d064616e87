package dev.dynolift.cli;

import dev.dynolift.engine.Cleaning;
import dev.dynolift.engine.Cleaning.Done;
import dev.dynolift.engine.Cleaning.Fences;
import dev.dynolift.engine.Leftover;
import dev.dynolift.engine.SourceRecords;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.Prompt;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes everything of ours out of both databases. */
@Command(
        name = "clean",
        description = {
            "Removes dynolift's triggers, logs and schema from both databases and proves that they are gone. The app's"
                    + " data is not touched; the way back is closed by it.",
            "Foreign keys and triggers that `data reverse` had taken out of its way come back first, and their rows are"
                    + " checked.",
            "With --lower-fence, and when the target does not answer, the source alone is cleaned, unless a database may"
                    + " have taken over from it."
        })
final class DataCleanCommand implements Callable<Integer> {

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Option(names = "--lower-fence", description = "Let the side that refuses writes take them again.")
    boolean lowerFence;

    @Option(
            names = "--keep-fence",
            description =
                    "To stay at the target for good: take all away but the source's fence, which goes on to refuse"
                            + " writes, so that nothing writes there by mistake.")
    boolean keepFence;

    @Option(
            names = "--despite-takeover",
            description =
                    "With --lower-fence: also when a database has taken over from the source, to stay there. Both take"
                            + " writes then, and neither gets the other's: point nothing at the source.")
    boolean despiteTakeover;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
        return run(database.source(), database.target(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with other databases and another console. */
    int run(Database source, Database target, Console console) {
        if (keepFence && (lowerFence || despiteTakeover)) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "--keep-fence cannot be used with --lower-fence", "a fence stands or falls", "");
        }
        Optional<DatabaseException> silence = Reachability.silenceOf(target);
        if (silence.isPresent()) {
            cleanAtSource(source, silence.get(), console);
            return 0;
        }
        Optional<Leftover> left = Leftover.of(target);
        left.ifPresent(copy -> console.say(before(copy)));
        new Prompt(console)
                .consent(
                        keepFence
                                ? "Everything of dynolift's goes out of both databases but the source's fence: the source"
                                        + " refuses writes for good, and the way back is closed."
                                : "Everything of dynolift's goes out of both databases; the way back is closed by it.",
                        yes);
        Cleaning.run(source, target, fences(), done -> tell(done, console));
        if (keepFence) {
            console.result("Nothing else of dynolift's is left in either database.");
            return 0;
        }
        console.result(
                left.isEmpty()
                        ? "Both databases are clean: no trigger and no schema of dynolift's is left."
                        : "No trigger and no schema of dynolift's is left in either database.");
        left.ifPresent(copy -> console.result(after(copy)));
        return 0;
    }

    private static String before(Leftover left) {
        return "The target holds " + Numbers.count(left.tables(), "table")
                + " of an unfinished copy, which stay as they are:"
                + " half filled, perhaps, and without indexes. Without the record that is taken away nobody can go on with"
                + " it. To go on instead: dynolift " + left.command();
    }

    private static String after(Leftover left) {
        return Numbers.count(left.tables(), "table") + " of the unfinished `" + left.command()
                + "` stay at the target and may be half filled. "
                + (left.rowsOnly()
                        ? "Empty them (TRUNCATE) before you fill them again."
                        : "Drop them, or give an empty database, before you copy again; do not point the app at them.");
    }

    private void cleanAtSource(Database source, DatabaseException silence, Console console) {
        if (!lowerFence) {
            throw new DynoliftException(
                    silence.code(),
                    silence.what(),
                    silence.why(),
                    silence.next() + " If it is gone for good: --lower-fence cleans the source alone.",
                    silence);
        }
        console.say("The target does not answer: " + silence.why());
        Cleaning.runAtSource(
                source,
                fences(),
                records -> new Prompt(console).consent(consequence(records), yes),
                done -> tell(done, console));
        console.result("The source is clean: no trigger and no schema of dynolift's is left there.");
        console.result("The target was not cleaned: what was copied to it, and a schema called dynolift, may be there."
                + " The app must not be pointed at it: what it writes to the source from now on is missing there. To take"
                + " ours out of it when it answers: dynolift data clean. For another copy, give an empty database.");
    }

    private static String consequence(SourceRecords records) {
        return "The source alone is cleaned, as the target does not answer: everything of dynolift's goes out of it"
                + (records.fenced() ? ", and it takes the app's writes again" : "") + ". "
                + (records.mayHaveHandedOver()
                        ? "A database has taken over from it, or was about to: both take writes then, and neither gets the"
                                + " other's."
                        : "Its records say that no database has taken over from it. Whatever was copied to the target is"
                                + " not to be used any more.");
    }

    private Fences fences() {
        if (keepFence) {
            return Fences.LEFT_STANDING;
        }
        if (!lowerFence) {
            return Fences.KEPT;
        }
        return despiteTakeover ? Fences.LOWERED_DESPITE_TAKEOVER : Fences.LOWERED;
    }

    private static void tell(Done done, Console console) {
        if (done instanceof Done.Waits waits) {
            console.say("Another engine holds the lock of the " + waits.side() + ": "
                    + waits.holder().words() + " for "
                    + Numbers.duration(waits.holder().connected())
                    + ". Waits for it to end, for half a minute at most.");
        } else {
            console.result(sentence(done));
        }
    }

    private static String sentence(Done done) {
        // A switch over the sealed type needs Java 21.
        if (done instanceof Done.Restored restored) {
            return "The " + done.side() + " has back what `data reverse` had taken out of its way: "
                    + String.join(", ", restored.labels()) + ".";
        }
        if (done instanceof Done.Broken broken) {
            return "Rows of the " + done.side() + " break these, which are NOT VALID now and hold for new rows only: "
                    + String.join(", ", broken.labels()) + ".";
        }
        if (done instanceof Done.LeftStanding) {
            return "The " + done.side()
                    + " refuses writes for good, by its triggers dynolift_fence and one function. To let"
                    + " it take writes again: dynolift data clean --lower-fence --despite-takeover";
        }
        return "The " + done.side() + " takes writes again.";
    }
}
