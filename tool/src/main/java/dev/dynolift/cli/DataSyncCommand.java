package dev.dynolift.cli;

import dev.dynolift.engine.ForwardMove;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.terminal.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves a live database and keeps the target following, until the fence is asked for. */
@Command(
        name = "sync",
        description = {
            "Copies the source to the target while the app writes, then keeps the target following and compares every"
                    + " row. Ends when `data fence` has handed over, or with ctrl-C; run it again and it goes on.",
            "When a server fails it waits, and goes on by itself. A source that has failed over is compared with the target"
                    + " row by row, and what differs is mended.",
            "It creates the schema dynolift on both sides, and triggers on the source's tables."
        })
final class DataSyncCommand implements Callable<Integer> {

    @Mixin
    EngineOptions options;

    @Mixin
    RateOption rate;

    @Mixin
    ServiceOptions service;

    @Option(
            names = "--follower",
            description =
                    "Read the rows of the copy from a follower of the source, whose URL is in DYNOLIFT_FOLLOWER_URL (or"
                            + " _FILE, _COMMAND), to spare the source. It has to have come as far as the source was when capture"
                            + " began, which is waited for. Everything else reads the source. At Heroku a follower's URL is a config"
                            + " var of its own: HEROKU_POSTGRESQL_<COLOR>_URL.")
    boolean follower;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        Optional<Database> reader =
                follower ? Optional.of(DatabaseAddresses.follower(options.database.name)) : Optional.empty();
        EventListener proved = options.whenProved(
                console,
                "The target follows, and every row is proved."
                        + " To switch, in another terminal: dynolift data fence"
                        + options.database.given());
        Ending ending = options.run(
                console,
                rate.bytesPerSecond(),
                () -> "Stopped. To go on: dynolift data sync" + options.database.given(),
                engine -> GoesOn.afterErrors(
                        () -> service.watched("forward", engine.events().and(proved), events -> new ForwardMove(
                                        engine.source(), engine.target(), reader, service.of(engine.settings()), events)
                                .run())));
        if (!options.eventLines) {
            console.result(
                    ending == Ending.STOPPED
                            ? "Stopped. To go on: dynolift data sync" + options.database.given()
                            : "The target has every row. Point the app at it now; then run: dynolift data reverse"
                                    + options.database.given());
            options.tellUnverified(console, ending);
        }
        return 0;
    }
}
