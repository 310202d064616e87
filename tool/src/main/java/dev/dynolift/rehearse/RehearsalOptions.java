package dev.dynolift.rehearse;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the user chose for a rehearsal.
 *
 * @param scale size of the filled database, 1 being the example's own; empty for what the folder says
 * @param keep leave the servers up at the end
 * @param fresh forget an unfinished rehearsal
 * @param writing how long the traffic writes at least in each part: while live, on the new side, after the way back
 * @param jobs connections for copy and indexes; 0 for the engine's own choice
 * @param sourcePort demanded by the user; empty for any
 */
public record RehearsalOptions(
        OptionalDouble scale,
        boolean keep,
        boolean fresh,
        Duration writing,
        int jobs,
        OptionalInt sourcePort,
        OptionalInt targetPort) {}
