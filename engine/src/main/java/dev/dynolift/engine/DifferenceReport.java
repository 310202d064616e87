package dev.dynolift.engine;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.verify.Difference;
import java.util.List;
import java.util.stream.Collectors;

/** Says which rows differ, as an error that ends the work. */
final class DifferenceReport {

    private static final int NAMED_AT_MOST = 10;

    private DifferenceReport() {}

    /**
     * The error.
     *
     * @param count how many rows differ; more than are named
     * @param next what to do about it
     */
    static DynoliftException of(long count, List<Difference> differences, String next) {
        String named = differences.stream()
                .limit(NAMED_AT_MOST)
                .map(difference -> "  " + difference.table() + " " + difference.key() + " "
                        + difference.kind().word())
                .collect(Collectors.joining("\n"));
        long more = count - Math.min(NAMED_AT_MOST, differences.size());
        return new DynoliftException(
                ErrorCode.DIFFERENCES,
                count + (count == 1 ? " row differs" : " rows differ") + " between source and target",
                named.strip() + (more > 0 ? "\n  and " + more + " more" : ""),
                next);
    }
}
