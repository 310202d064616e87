package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Origin;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.control.Snapshot;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.rounds.KeptDefinitions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the way back open after a handover: every write of the new side is brought to the old one, until the fence is
 * asked for on the new side; then the old side is opened again with nothing lost. "Source" and "target" stay the names of
 * Heroku and AWS.
 */
public final class ReverseMove {

    private final Database source;
    private final Database target;
    private final EngineSettings settings;
    private final EventListener events;
    private final ProgressStore progress = new ProgressStore(Direction.REVERSE);
    private final Reconnection reconnection;
    private final ProofSoFar proof = new ProofSoFar();
    private final Stages stages;
    private final Footing footing;

    public ReverseMove(Database source, Database target, EngineSettings settings, EventListener events) {
        this.source = source;
        this.target = target;
        this.settings = settings;
        this.reconnection = new Reconnection(Direction.REVERSE, target, source, Optional.empty(), settings, events);
        this.events = reconnection.listener();
        this.stages = new Stages(this.events);
        this.footing = new Footing(Direction.REVERSE, target, source, settings, this.events);
    }

    /** Works until the fence or the stop is asked for on the target, which sends now, however often a server fails. */
    public Ending run() {
        return reconnection.run(this::work);
    }

    private Ending work() {
        try (Session receiver = source.open("engine");
                Session sender = target.open("engine")) {
            reconnection.takeLock(sender, receiver);
            requireHandedOver(sender);
            Position position = position(receiver);
            // An older version may have made them, and said less.
            Control.install(sender);
            ProgressStore.install(receiver);
            Origin.require(sender, receiver, progress);
            reconnection.begun(sender, receiver);
            if (position.phase() == Phase.HANDED_OVER) {
                Ending ending = ForwardMove.handedOver(Direction.REVERSE, sender, receiver);
                finish(receiver);
                return ending;
            }
            if (Fence.stands(sender)) {
                new Fence(target, events).lower();
            }
            stages.run("loosen", "Clear the way for writes to the source", () -> loosen(receiver));
            return footing.whateverChanges(sender, receiver, () -> follow(sender, receiver));
        }
    }

    private Ending follow(Session sender, Session receiver) {
        Catalog catalog = footing.find(sender, receiver);
        try (LiveWork live = new LiveWork(Direction.REVERSE, target, source, catalog, proof, settings, events)) {
            boolean handedOver = false;
            while (!handedOver) {
                Optional<Control.Request> request = live.untilFence(receiver, sender);
                if (request.isEmpty()) {
                    return Ending.STOPPED;
                }
                prepareForward(sender, receiver);
                refreshViews(sender, receiver);
                handedOver =
                        stages.supply("fence", "Refuse writes on the target and open the source", () -> new Handover(
                                        target, source, catalog, settings, events)
                                .run(live, request.get(), () -> open(live, sender, receiver)));
                if (!handedOver) {
                    // What is captured at the source again would write our own rows down.
                    loosen(receiver);
                }
            }
        }
        finish(receiver);
        return ForwardMove.ending(progress, receiver);
    }

    /** The target's word alone says that it has taken over; see {@link ForwardMove}. */
    private static void requireHandedOver(Session sender) {
        if (!new ProgressStore(Direction.FORWARD).phase(sender).equals(Optional.of(Phase.HANDED_OVER))) {
            throw notHandedOver();
        }
    }

    private Position position(Session receiver) {
        if (!ProgressStore.isInstalled(receiver)) {
            throw notHandedOver();
        }
        return progress.position(receiver).orElseThrow(ReverseMove::notHandedOver);
    }

    private static DynoliftException notHandedOver() {
        return new DynoliftException(
                ErrorCode.GATE,
                "there is no way back to keep open yet",
                "the target has not taken over from the source",
                "Run `dynolift data sync` and `dynolift data fence` first.");
    }

    /** The source takes our writes only from now on: its own capture has no purpose any more, and would log them. */
    private static void loosen(Session receiver) {
        Capture.remove(receiver);
        if (ReplicaRole.tryToTake(receiver)) {
            return;
        }
        Transactions.run(receiver, () -> {
            receiver.execute("SET LOCAL lock_timeout = '10s'");
            LooseEnds.suspend(receiver);
        });
    }

    /** Before the fence, so that it costs no downtime: what the app writes to the source again can go forward again. */
    private static void prepareForward(Session sender, Session receiver) {
        for (CapturedTable captured :
                LiveWork.captured(CatalogReader.read(receiver).tables())) {
            Capture.install(receiver, captured);
        }
        Transactions.run(sender, () -> new KeptDefinitions(Direction.FORWARD).keep(sender, Definitions.read(receiver)));
    }

    /** As old as this moment at the switch, and no older. A view that cannot be made anew must not keep the way back shut. */
    private void refreshViews(Session sender, Session receiver) {
        try {
            MaterializedViews.refresh(sender, receiver);
        } catch (DatabaseException e) {
            if (e.isTransient()) {
                throw e;
            }
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "Materialized views of the source are as old as before the switch, as one could not be made anew: "
                            + e.why() + ". REFRESH MATERIALIZED VIEW does it by hand."));
        }
    }

    /**
     * Foreign keys, triggers and the app's right to write come back in the same moment, with the word that says so. Where
     * going forward again begins is recorded before it, and counts for nothing without it.
     */
    private void open(LiveWork live, Session sender, Session receiver) {
        Snapshot start = Snapshot.onDisk(receiver);
        new ProgressStore(Direction.FORWARD).advance(sender, start);
        Transactions.run(receiver, () -> {
            LooseEnds.out(receiver).forEach(end -> LooseEnds.restore(receiver, end));
            Fence.lower(receiver);
            progress.enter(receiver, Phase.HANDED_OVER);
            live.conclude(receiver);
        });
    }

    /** Checks rows under the foreign keys while the app writes already. */
    private void finish(Session receiver) {
        stages.run("validate", "Validate the foreign keys", () -> {
            List<String> broken = LooseEnds.validate(receiver);
            if (!broken.isEmpty()) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "Rows of the source break these, which are NOT VALID now and hold for new rows only: "
                                + String.join(", ", broken) + "."));
            }
        });
    }
}
