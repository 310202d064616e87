package dev.dynolift.cli;

import dev.dynolift.engine.Cleaning;
import dev.dynolift.engine.Cleaning.Cleaned;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Prompt;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes everything of ours out of both databases. */
@Command(
        name = "clean",
        description = {
            "Removes dynolift's triggers, logs and schema from both databases and proves that they are gone. The app's"
                    + " data is not touched; the way back is closed by it.",
            "Foreign keys and triggers that `data reverse` had taken out of its way come back first, and their rows are"
                    + " checked."
        })
final class DataCleanCommand implements Callable<Integer> {

    @Option(names = "--lower-fence", description = "Let the side that refuses writes take them again.")
    boolean lowerFence;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        new Prompt(console)
                .consent("Everything of dynolift\'s goes out of both databases; the way back is closed by it.", yes);
        Cleaning.run(List.of(DatabaseAddresses.source(), DatabaseAddresses.target()), lowerFence)
                .forEach(cleaned -> tell(cleaned, console));
        console.result("Both databases are clean: no trigger and no schema of dynolift's is left.");
        return 0;
    }

    private static void tell(Cleaned cleaned, Console console) {
        if (!cleaned.restored().isEmpty()) {
            console.result("The " + cleaned.side() + " has back what `data reverse` had taken out of its way: "
                    + String.join(", ", cleaned.restored()) + ".");
        }
        if (!cleaned.broken().isEmpty()) {
            console.result(
                    "Rows of the " + cleaned.side() + " break these, which are NOT VALID now and hold for new rows"
                            + " only: " + String.join(", ", cleaned.broken()) + ".");
        }
        if (cleaned.opened()) {
            console.result("The " + cleaned.side() + " takes writes again.");
        }
    }
}
