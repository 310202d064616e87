package dev.dynolift.engine;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.Writer;
import dev.dynolift.fence.Writers;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a fence has kept everybody out since the last round. An owner can switch its triggers off, and whoever does so
 * in a transaction that he has not ended yet is seen neither in the log nor in the catalog: only by his locks. So those
 * are looked at first, and then what may have been committed meanwhile.
 */
final class FinalLook {

    private FinalLook() {}

    /**
     * Looks while the fence should stand. A writer in the middle of his transaction is ended, as he would be when the
     * fence is raised: the app, which goes on, would wait for his locks.
     *
     * @param moved the snapshot of the last round
     * @param fencedAt when the fence stood, by the sender's clock
     * @throws DynoliftException (GATE) naming what was written, and who writes
     */
    static void require(LiveWork live, String moved, String fencedAt) {
        Session sender = live.controlSession();
        List<String> found = new ArrayList<>();
        List<Writer> inTheMiddle = Writers.inTheMiddle(sender);
        if (!inTheMiddle.isEmpty()) {
            found.add("in the middle of a transaction that had written, and ended now: " + Writers.words(inTheMiddle));
            Writers.end(sender, inTheMiddle);
        }
        Map<CapturedTable, Long> unseen = live.unseen(moved);
        unseen.forEach((captured, changes) -> found.add(
                changes + " changes of " + captured.table().label() + " were made after writes were refused"));
        List<String> open = Fence.openTables(sender);
        if (!open.isEmpty()) {
            found.add("the trigger that refuses writes is switched off or gone on " + String.join(", ", open));
        }
        if (found.isEmpty()) {
            return;
        }
        if (inTheMiddle.isEmpty()) {
            List<Writer> atWork = Writers.atWorkSince(
                    sender,
                    fencedAt,
                    unseen.keySet().stream()
                            .map(captured -> captured.table().name())
                            .collect(Collectors.toSet()));
            found.add(
                    atWork.isEmpty()
                            ? "whoever did that has ended his session"
                            : "at work since then: " + Writers.words(atWork));
        }
        throw new DynoliftException(
                ErrorCode.GATE,
                "the fence has a hole",
                String.join("; ", found),
                "Stop that writer, and ask for the fence again.");
    }
}
