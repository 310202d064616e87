package dev.dynolift.cli;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.metrics.MetricsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For the commands whose engine runs for days. */
final class ServiceOptions {

    @Option(
            names = "--patience",
            paramLabel = "MINUTES",
            description =
                    "Wait no longer than so many minutes for a server that cannot be reached (default: without end)."
                            + " A full disk or a refused login is waited for at most 30 minutes.")
    @Nullable
    Integer minutes;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write lag, rate and health to this file every five seconds, for the textfile collector of"
                    + " Prometheus' node_exporter. Its name must end with .prom.")
    @Nullable
    Path metrics;

    @Option(
            names = "--repair",
            description = "Where an earlier run has found rows that differ: compare every row at one moment, mend the"
                    + " receiving side, and go on. What somebody else has written there is lost.")
    boolean repair;

    /** The settings as the options say. */
    EngineSettings of(EngineSettings given) {
        EngineSettings settings = given.withRepairs(repair);
        if (minutes == null) {
            return settings;
        }
        if (minutes < 0) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "--patience " + minutes + " cannot be used", "", "Give a number of minutes.");
        }
        return settings.withOutagePatience(Duration.ofMinutes(minutes));
    }

    /** Does work whose events go to the file of metrics as well, where one is wanted. */
    <T> T watched(String direction, EventListener events, Function<EventListener, T> work) {
        if (metrics == null) {
            return work.apply(events);
        }
        if (!metrics.toString().endsWith(".prom")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--metrics " + metrics + " cannot be used",
                    "the collector reads only files whose names end with .prom",
                    "Name one that does.");
        }
        try (MetricsFile file = MetricsFile.open(metrics, direction)) {
            return work.apply(events.and(file));
        }
    }
}
