package dev.dynolift.engine;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.verify.Difference;
import dev.dynolift.verify.ObjectComparison.ObjectDifference;
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

    /** The error for what stands beside rows: indexes, constraints, views. */
    static DynoliftException of(List<ObjectDifference> differences) {
        int count = differences.size();
        String named = differences.stream()
                .limit(NAMED_AT_MOST)
                .map(difference -> "  " + difference.kind() + " " + difference.name() + " " + difference.what())
                .collect(Collectors.joining("\n"));
        return new DynoliftException(
                ErrorCode.DIFFERENCES,
                "all rows are equal, but " + count + (count == 1 ? " other thing differs" : " other things differ"),
                named.strip() + (count > NAMED_AT_MOST ? "\n  and " + (count - NAMED_AT_MOST) + " more" : ""),
                "Create or mend them at the target by hand; `dynolift data verify` compares again.");
    }
}
