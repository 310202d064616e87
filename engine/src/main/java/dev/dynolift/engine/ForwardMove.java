package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.Origin;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.Snapshot;
import dev.dynolift.copy.ChunkPlan;
import dev.dynolift.copy.Follower;
import dev.dynolift.copy.TableCopy;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.preflight.FollowerChecks;
import dev.dynolift.preflight.Kind;
import dev.dynolift.preflight.Preflight;
import dev.dynolift.rounds.KeptDefinitions;
import dev.dynolift.rounds.Round;
import dev.dynolift.schema.GivenUp;
import dev.dynolift.schema.SchemaDump;
import dev.dynolift.schema.SchemaTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves a live database forward: definitions, capture, copy, first round, indexes, rounds with proof, fence, handover.
 * Killed at any moment, a new one goes on: each phase is committed together with what it says.
 */
public final class ForwardMove {

    private final Database source;
    private final Database target;
    private final Optional<Database> follower;
    private final EngineSettings settings;
    private final EventListener events;
    private final ProgressStore progress = new ProgressStore(Direction.FORWARD);
    private final Reconnection reconnection;
    private final ProofSoFar proof = new ProofSoFar();
    private final Stages stages;
    private final Footing footing;
    private boolean followerFailed;

    public ForwardMove(Database source, Database target, EngineSettings settings, EventListener events) {
        this(source, target, Optional.empty(), settings, events);
    }

    /** @param follower of the source, that the rows of the copy are read from */
    public ForwardMove(
            Database source,
            Database target,
            Optional<Database> follower,
            EngineSettings settings,
            EventListener events) {
        this.source = source;
        this.target = target;
        this.follower = follower;
        this.settings = settings;
        this.reconnection = new Reconnection(Direction.FORWARD, source, target, follower, settings, events);
        this.events = reconnection.listener();
        this.stages = new Stages(this.events);
        this.footing = new Footing(Direction.FORWARD, source, target, settings, this.events);
    }

    /** Why an engine ended without an error. */
    public enum Ending {
        /** The other side has everything and may be opened. */
        HANDED_OVER,
        /** The same, but that not every row was compared, as was wished. */
        HANDED_OVER_UNVERIFIED,
        /** It was asked to stop; the same command goes on. */
        STOPPED
    }

    /**
     * Works until the fence or the stop is asked for, however often a server fails meanwhile. Throws with code DIFFERENCES
     * when rows differ.
     */
    public Ending run() {
        try {
            new Preflight(source, target, Kind.LIVE, settings, events).run();
            follower.ifPresent(this::check);
        } catch (DynoliftException e) {
            // Of a move that has begun earlier, where somebody may look for it.
            if (EngineFailure.isOfMove(e)) {
                EngineFailure.keepWhereNoneWorks(target, Direction.FORWARD, e);
            }
            throw e;
        }
        return reconnection.run(this::work);
    }

    /** As long as it is needed. */
    private void check(Database reader) {
        try (Session receiver = target.open("preflight")) {
            if (progress.phase(receiver)
                    .filter(phase -> phase.compareTo(Phase.COPY) > 0)
                    .isPresent()) {
                events.on(new Event.Note(
                        Instant.now(), Event.Level.INFO, "All rows are copied: the follower is not needed any more."));
                return;
            }
        }
        new FollowerChecks(source, reader, events).run();
    }

    private Ending work() {
        try (Session receiver = target.open("engine");
                Session sender = source.open("engine")) {
            reconnection.takeLock(sender, receiver);
            ProgressStore.install(receiver);
            Position position = progress.position(receiver).orElse(null);
            if (position == null && reconnection.hasBegun()) {
                throw removed();
            }
            if (position != null) {
                Origin.require(sender, receiver, progress);
            }
            Control.install(sender);
            reconnection.begun(sender, receiver);
            if (position == null) {
                stages.run("definitions", "Create the definitions", () -> createDefinitions(sender, receiver));
                Origin.require(sender, receiver, progress);
            } else if (position.phase() == Phase.HANDED_OVER && !isRolledBack(sender)) {
                return handedOver(Direction.FORWARD, sender, receiver);
            } else if (position.phase() == Phase.HANDED_OVER) {
                // The way back was taken, and it recorded where going forward again begins.
                progress.enter(receiver, Phase.LIVE);
            } else if (Fence.stands(sender)) {
                // Killed between fence and handover: the app must be able to write again before we go on.
                new Fence(source, events).lower();
            }
            return footing.whateverChanges(sender, receiver, () -> goOn(sender, receiver));
        }
    }

    private static DynoliftException removed() {
        return new DynoliftException(
                ErrorCode.GATE,
                "the record of the move has gone from the target",
                "while the engine waited for a server, somebody cleaned it or put another database there",
                "Check the target's URL. To begin anew: dynolift data sync");
    }

    private Ending goOn(Session sender, Session receiver) {
        if (phase(receiver) == Phase.CAPTURE) {
            say(sender, "installing capture");
            stages.run("capture", "Write changed keys down", () -> capture(sender, receiver));
        }
        Catalog catalog = footing.find(sender, receiver);
        if (phase(receiver) == Phase.COPY) {
            say(sender, "copying");
            stages.run("copy", "Copy all rows", () -> copy(receiver, catalog));
        }
        try (LiveWork live = new LiveWork(Direction.FORWARD, source, target, catalog, proof, settings, events)) {
            if (phase(receiver) == Phase.FIRST_ROUND) {
                live.say("first round");
                stages.run("first round", "Mend what changed meanwhile", () -> {
                    live.moveOnly(Round.FIRST);
                    progress.enter(receiver, Phase.INDEXES);
                });
            }
            if (phase(receiver) == Phase.INDEXES) {
                live.say("building indexes");
                stages.run("indexes", "Build indexes and constraints", () -> buildIndexes(sender, receiver));
            }
            WayBack.prepare(receiver);
            while (true) {
                Optional<Control.Request> request = live.untilFence(receiver, sender);
                if (request.isEmpty()) {
                    return Ending.STOPPED;
                }
                // Derived rows are as old as this moment at the switch, and no older; it costs no downtime here.
                MaterializedViews.refresh(sender, receiver);
                Map<String, String> objects = ObjectsNow.read(receiver).texts();
                if (stages.supply("fence", "Refuse writes and hand over", () -> new Handover(
                                source, target, catalog, settings, events)
                        .run(
                                live,
                                request.get(),
                                () -> WayBack.open(
                                        sender,
                                        receiver,
                                        Fence.identity(sender),
                                        objects,
                                        () -> live.conclude(receiver))))) {
                    return ending(progress, receiver);
                }
            }
        }
    }

    /** What an engine says that finds all done: the one that did it may have been killed before it could. */
    static Ending handedOver(Direction direction, Session sender, Session receiver) {
        new Control(direction).handedOver(sender);
        Control.open(sender).ifPresent(request -> Control.done(sender, request, List.of()));
        return ending(new ProgressStore(direction), receiver);
    }

    static Ending ending(ProgressStore progress, Session receiver) {
        return progress.unverified(receiver).isPresent() ? Ending.HANDED_OVER_UNVERIFIED : Ending.HANDED_OVER;
    }

    /** Whether the app writes to the source again after a handover. */
    private static boolean isRolledBack(Session sender) {
        return new ProgressStore(Direction.REVERSE).phase(sender).equals(Optional.of(Phase.HANDED_OVER));
    }

    private Phase phase(Session receiver) {
        return progress.position(receiver).orElseThrow().phase();
    }

    private void say(Session sender, String state) {
        new Control(Direction.FORWARD).say(sender, Control.plain(state));
    }

    /** Dumped before any trigger of ours exists, so none travels with the definitions. */
    private void createDefinitions(Session sender, Session receiver) {
        SchemaTransfer transfer = new SchemaTransfer(target, settings.jobs(), events);
        if (!SchemaTransfer.isKept(receiver)) {
            new ObjectWatch(Direction.FORWARD, sender, receiver, events).begin();
            SchemaDump dump = SchemaDump.read(Moment.passing(source), Omissions.NONE);
            Transactions.run(receiver, () -> transfer.keep(receiver, dump));
        }
        transfer.applyPreData(receiver);
        try (Session reader = source.open("extensions")) {
            ExtensionRows.carry(reader, receiver, events);
        }
        progress.begin(receiver, Method.LIVE, Phase.CAPTURE);
    }

    private void capture(Session sender, Session receiver) {
        for (CapturedTable captured :
                LiveWork.captured(CatalogReader.read(sender).tables())) {
            Capture.install(sender, captured);
        }
        plan(sender, receiver);
    }

    /** The starting snapshot after the last trigger, and the tables' sizes after the starting snapshot. */
    private void plan(Session sender, Session receiver) {
        Snapshot start = Snapshot.onDisk(sender);
        Catalog sized = CatalogReader.read(sender);
        Transactions.run(receiver, () -> {
            ChunkPlan.keep(receiver, sized, ChunkPlan.REPEATABLE);
            new KeptDefinitions(Direction.FORWARD).keep(receiver, sized.definitions());
            progress.advance(receiver, start);
            progress.enter(receiver, Phase.COPY);
        });
    }

    private void copy(Session receiver, Catalog catalog) {
        if (follower.isEmpty()) {
            new TableCopy(source, target, catalog, settings, events).run();
        } else {
            copyFrom(new Follower(source, follower.get(), events), catalog);
        }
        progress.enter(receiver, Phase.FIRST_ROUND);
    }

    /** The follower must have all that the source had when the position and the catalog were read. */
    private void copyFrom(Follower reader, Catalog catalog) {
        try {
            stages.run("follower", "Wait until the follower has what the source has", reader::catchUp);
            new TableCopy(source, target, catalog, settings, events, Optional.of(reader)).run();
        } catch (DatabaseException e) {
            if (e.isTransient() && !followerFailed && reader.isWhereFailed(e)) {
                followerFailed = true;
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "The follower fails, and is waited for. To go on without it: stop this command and run it without"
                                + " --follower; what is copied stays."));
            }
            throw e;
        }
    }

    private void buildIndexes(Session sender, Session receiver) {
        // What the rows need not obey any more: they are a state of the source that the first round has seen.
        List<String> left = new ArrayList<>();
        Transactions.run(receiver, () -> left.addAll(GivenUp.leaveOut(sender, receiver)));
        if (!left.isEmpty()) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.WARNING,
                    "The source has given these up while rows were copied, so they are not made at the target: "
                            + String.join(", ", left) + "."));
        }
        new SchemaTransfer(target, settings.jobs(), events).applyPostData();
        MaterializedViews.refresh(sender, receiver);
        progress.enter(receiver, Phase.LIVE);
    }
}
