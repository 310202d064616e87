package dev.dynolift.cli;

import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.engine.ReverseMove;
import dev.dynolift.event.EventListener;
import dev.dynolift.terminal.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps the way back open after a handover. */
@Command(
        name = "reverse",
        description = {
            "Brings every write that is made on the target back to the source, so that going back loses nothing. Ends"
                    + " when `data fence --reverse` has opened the source again, or with ctrl-C; run it again and it"
                    + " goes on.",
            "It drops the source's foreign keys and disables its triggers meanwhile, and puts them back at the end."
        })
final class DataReverseCommand implements Callable<Integer> {

    @Mixin
    EngineOptions options;

    @Mixin
    ServiceOptions service;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        EventListener proved = options.whenProved(
                console,
                "The source follows, and every row is proved."
                        + " To go back, in another terminal: dynolift data fence --reverse" + options.database.given());
        Ending ending = options.run(
                console,
                Long.MAX_VALUE,
                () -> "Stopped. To go on: dynolift data reverse" + options.database.given(),
                engine -> GoesOn.afterErrors(
                        () -> service.watched("reverse", engine.events().and(proved), events -> new ReverseMove(
                                        engine.source(), engine.target(), service.of(engine.settings()), events)
                                .run())));
        if (!options.eventLines) {
            console.result(
                    ending == Ending.STOPPED
                            ? "Stopped. To go on: dynolift data reverse" + options.database.given()
                            : "The source has every write of the target and takes writes again. Point the app at it"
                                    + " now; to go forward again: dynolift data sync"
                                    + options.database.given());
            options.tellUnverified(console, ending);
        }
        return 0;
    }
}
