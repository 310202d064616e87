package dev.dynolift.cli;

import dev.dynolift.engine.Cleaning;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Prompt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes everything of ours out of both databases. */
@Command(
        name = "clean",
        description = "Removes dynolift's triggers, logs and schema from both databases and proves that they are gone."
                + " The app's data is not touched; the way back is closed by it.")
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
        Cleaning.run(DatabaseAddresses.source(), lowerFence);
        Cleaning.run(DatabaseAddresses.target(), lowerFence);
        console.result("Both databases are clean: no trigger and no schema of dynolift's is left.");
        return 0;
    }
}
