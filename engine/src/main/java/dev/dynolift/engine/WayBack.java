package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.Snapshot;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.rounds.KeptDefinitions;
import java.util.Map;

/** Makes that nothing which is written at the target after the switch can be lost on the way back. */
final class WayBack {

    private WayBack() {}

    /** Before the fence, so that it costs no downtime: our own writes are the replica role's and are not captured. */
    static void prepare(Session receiver) {
        Control.install(receiver);
        for (CapturedTable captured :
                LiveWork.captured(CatalogReader.read(receiver).tables())) {
            Capture.install(receiver, captured);
        }
    }

    /**
     * The way back begins at a snapshot that is older than the first write of the other side. That it stands open is
     * said by the target's word HANDED_OVER alone: whatever was written before it counts for nothing without it.
     * The source's fence is looked at under the lock that a cleaning takes, too: whoever cannot reach the target may have
     * lowered it meanwhile, and what the app wrote since would be missing at the target.
     *
     * @param fence which fence must stand; see {@link Fence#identity}
     * @param objects what the receiver has beside its tables, as texts of {@link ObjectsNow}
     * @param together what else the receiver shall know from the same moment on, and no earlier
     */
    static void open(Session sender, Session receiver, long fence, Map<String, String> objects, Runnable together) {
        EngineLock.take(sender);
        if (!Fence.isClosed(sender) || Fence.identity(sender) != fence) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the target does not take over",
                    "the source's fence was lowered meanwhile, so that the app may have written there since",
                    "Use the source as it is. To move it after all: `dynolift data clean`, then begin again with an empty"
                            + " target.");
        }
        Snapshot start = Snapshot.onDisk(receiver);
        Definitions followed = Definitions.read(receiver);
        ProgressStore back = new ProgressStore(Direction.REVERSE);
        ProgressStore.install(sender);
        Transactions.run(sender, () -> {
            back.begin(sender, Method.LIVE, Phase.LIVE);
            back.advance(sender, start);
            new KeptDefinitions(Direction.REVERSE).keep(sender, followed);
            new KeptObjects(Direction.REVERSE, sender).begin(objects);
        });
        Transactions.run(receiver, () -> {
            // After an earlier way back it stands there.
            Fence.lower(receiver);
            new Control(Direction.REVERSE).forget(receiver);
            new ProgressStore(Direction.FORWARD).enter(receiver, Phase.HANDED_OVER);
            together.run();
        });
    }
}
