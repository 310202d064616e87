package dev.dynolift.engine;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.control.Conclusion;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.copy.ChunkPlan;
import dev.dynolift.copy.CopyFlow;
import dev.dynolift.copy.CopyRecord;
import dev.dynolift.copy.TablesMovedException;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.large.LargeObjectCopy;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.preflight.Kind;
import dev.dynolift.preflight.Preflight;
import dev.dynolift.schema.SchemaDump;
import dev.dynolift.schema.SchemaTransfer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Copies a database of which one state is wanted: as it is at one moment (the source may be at work), behind a fence, or
 * left alone by everybody. Rows first, each table's indexes as soon as its rows are there, then what joins tables, then
 * the proof that every row arrived.
 */
public final class CloneMove {

    private final Database source;
    private final Database target;
    private final Method method;
    private final boolean verify;
    private final Extent extent;
    private final EngineSettings settings;
    private final EventListener events;
    private final ProgressStore progress = new ProgressStore(Direction.FORWARD);
    private final Stages stages;
    private final SchemaTransfer schema;
    private volatile boolean begun;
    private volatile boolean fenced;
    private long fence;

    /** Copies everything, see below. */
    public CloneMove(
            Database source,
            Database target,
            Method method,
            boolean verify,
            EngineSettings settings,
            EventListener events) {
        this(source, target, method, Extent.EVERYTHING, verify, settings, events);
    }

    /**
     * @param method any but LIVE
     * @param verify whether every row is compared in the end
     */
    public CloneMove(
            Database source,
            Database target,
            Method method,
            Extent extent,
            boolean verify,
            EngineSettings settings,
            EventListener events) {
        this.source = source;
        this.target = target;
        this.method = method;
        this.extent = extent;
        this.verify = verify;
        this.settings = settings;
        this.events = events;
        this.stages = new Stages(events);
        this.schema = new SchemaTransfer(target, settings.jobs(), events);
    }

    /**
     * What a copy came to.
     *
     * @param at when the source was as the target is now, by this machine's clock
     * @param bytes that went over the wire
     * @param took of this run
     * @param verified whether every row was compared, and equal
     * @param wentOn whether an earlier run had done a part of it
     */
    public record Outcome(
            Instant at, int tables, long rows, long bytes, Duration took, boolean verified, boolean wentOn) {

        private Outcome wentOn(boolean earlier) {
            return new Outcome(at, tables, rows, bytes, took, verified, earlier);
        }
    }

    /** Copies, or goes on where a killed copy was. Throws with code DIFFERENCES when rows differ. */
    public Outcome run() {
        try {
            return move();
        } catch (RuntimeException e) {
            if (begun && EngineFailure.isOfMove(e)) {
                EngineFailure.keep(target, Direction.FORWARD, e);
            }
            throw e;
        }
    }

    private Outcome move() {
        Instant began = Instant.now();
        if (method == Method.FENCED) {
            // An earlier run of the same copy may have raised it.
            try (Session sender = source.open("gate")) {
                fenced = Fence.stands(sender);
            }
        }
        tellOmissions();
        try (Session receiver = target.open("engine")) {
            // First: an engine that ends while we look would leave us with what was true before.
            EngineLock.take(receiver, holder -> events.on(LockNews.waitedFor(receiver.side(), holder)));
            new Preflight(source, target, kind(), extent.selection(), settings, events).run();
            if (extent.rowsOnly()) {
                ReadyTarget.requireBefore(source, target, extent.selection());
            }
            ProgressStore.install(receiver);
            boolean wentOn = Beginning.settle(target, receiver, method, extent, events);
            begun = true;
            EngineFailure.forget(receiver, Direction.FORWARD);
            if (method == Method.FENCED) {
                requireFenceOfBegun(receiver);
                stages.run("fence", "Refuse writes at the source", this::fence);
            }
            try (StandingSource standing =
                    method == Method.SNAPSHOT ? StandingSource.hold(source) : StandingSource.passing(source)) {
                return copy(standing.selecting(extent.selection()), receiver, began)
                        .wentOn(wentOn);
            }
        }
    }

    /** Whether anything was put into the target, so that the next run goes on with it or takes it out again. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether the source may refuse the app's writes because of this copy. */
    public boolean hasFenced() {
        return fenced;
    }

    /** The fence of a copy that was broken off may have been lowered since, where its target could not be reached. */
    private void requireFenceOfBegun(Session receiver) {
        if (!verify && !fenced && ChunkPlan.isBegun(receiver)) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the copy has to be compared",
                    "the source's fence was lowered since it began, and what was written then may be missing at the target",
                    "Run the same command without --no-verify; or copy into an empty target.");
        }
    }

    private Kind kind() {
        if (method == Method.FENCED) {
            return extent.rowsOnly() ? Kind.FENCED_ROWS : Kind.FENCED_COPY;
        }
        return extent.rowsOnly() ? Kind.ROWS : Kind.COPY;
    }

    /** Before anything begins; once more it is read at the moment that is copied. */
    private void tellOmissions() {
        if (extent.selection().isEverything()) {
            return;
        }
        try (Session session = source.open("selection")) {
            Omissions left = Omissions.of(session, CatalogReader.read(session), extent.selection());
            if (!left.missed().isEmpty()) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "What needs tables that were not selected is left out: " + String.join(", ", left.missed())
                                + "."));
            }
            if (!left.parts().isEmpty()) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.INFO,
                        "Parts of tables that were not selected are left out with them: "
                                + left.parts().entrySet().stream()
                                        .map(part -> part.getKey() + " (" + part.getValue() + ")")
                                        .collect(Collectors.joining(", "))
                                + "."));
            }
        }
    }

    private Outcome copy(StandingSource standing, Session receiver, Instant began) {
        CloneProof proof = new CloneProof(standing, method, extent, target, settings, events);
        Stillness stillness = new Stillness(standing, receiver, method, phase(receiver), verify, extent);
        TargetSequences sequences = new TargetSequences(standing, receiver, extent.verification());
        if (phase(receiver) == Phase.SCHEMA) {
            stages.run("definitions", "Create the definitions", () -> createDefinitions(standing, receiver));
        }
        if (phase(receiver) == Phase.COPY) {
            stages.run("copy", "Copy all rows and build indexes", () -> copyRows(standing, proof, receiver));
        }
        LargeObjectCopy largeObjects = new LargeObjectCopy(standing.moment(), target, settings.jobs(), events);
        if (phase(receiver) == Phase.INDEXES) {
            if (areCopied(largeObjects, standing)) {
                stages.run("large objects", "Copy large objects", largeObjects::run);
            }
            stages.run("joints", "Add foreign keys, triggers and views", () -> joinTables(standing, receiver));
            sequences.set();
            progress.enter(receiver, Phase.LIVE);
        }
        CopyRecord record = CopyRecord.read(receiver);
        Instant at = standing.at();
        try {
            if (verify) {
                boolean inDoubt = stillness.isInDoubt();
                stages.run("compare", "Compare every row", () -> {
                    proof.run(record, sequences::settle, inDoubt);
                    if (areCopied(largeObjects, standing)) {
                        largeObjects.compare();
                    }
                });
            }
            stillness.require();
            if (method != Method.SNAPSHOT) {
                // Nothing was written until now.
                at = Instant.now();
            }
            sequences.settle();
        } catch (TablesMovedException e) {
            // The next copy starts over, so it must know this one.
            throw e;
        } catch (DynoliftException e) {
            if (e.code() == ErrorCode.DIFFERENCES) {
                record(e instanceof SourceWrittenException ? Conclusion.WRITTEN : Conclusion.DIFFERING, e, receiver);
            }
            throw e;
        }
        finish(receiver);
        return new Outcome(
                at,
                standing.catalog().tables().size(),
                record.rows(),
                record.bytes(),
                Duration.between(began, Instant.now()),
                verify,
                false);
    }

    /** What differs must be told even where it cannot be recorded any more. */
    private void record(Conclusion conclusion, DynoliftException differences, Session receiver) {
        try {
            if (method == Method.SNAPSHOT) {
                // Somebody may mend it and use it: the next copy must not take it for an unfinished one.
                ProgressStore.remove(receiver);
            } else {
                progress.conclude(receiver, conclusion);
            }
        } catch (DynoliftException e) {
            differences.addSuppressed(e);
        }
    }

    private boolean areCopied(LargeObjectCopy largeObjects, StandingSource standing) {
        return largeObjects.isNeeded()
                && (extent.selection().isEverything()
                        || LargeObjectCopy.mayBelongTo(standing.catalog().tables()));
    }

    private Phase phase(Session receiver) {
        return progress.position(receiver).orElseThrow().phase();
    }

    private void fence() {
        try (Session sender = source.open("fence")) {
            Control.install(sender);
            fenced = true;
            new Fence(source, events).raise(settings.writerPatience());
            fence = Fence.identity(sender);
        }
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                "The source refuses writes now, also when this command is interrupted: the same command goes on, and"
                        + " `dynolift data clean --lower-fence` gives up and lets it take writes again."));
    }

    private void createDefinitions(StandingSource standing, Session receiver) {
        if (extent.rowsOnly()) {
            ReadyTarget.require(standing.catalog(), target, receiver);
            plan(standing, receiver, () -> {});
            progress.enter(receiver, Phase.COPY);
            return;
        }
        if (!SchemaTransfer.isKept(receiver)) {
            SchemaDump dump = SchemaDump.read(standing.moment(), standing.omissions());
            plan(standing, receiver, () -> schema.keep(receiver, dump));
        }
        schema.applyPreData(receiver);
        if (extent.selection().isEverything()) {
            try (Session sender = standing.moment().open("extensions")) {
                ExtensionRows.carry(sender, receiver, events);
            }
        }
        progress.enter(receiver, Phase.COPY);
    }

    private void plan(StandingSource standing, Session receiver, Runnable before) {
        try (Session reader = standing.moment().open("watch")) {
            Transactions.run(receiver, () -> {
                before.run();
                ChunkPlan.keep(receiver, standing.catalog(), blocksOfChunk());
                SourceWatch.begin(reader, receiver);
            });
        }
    }

    private long blocksOfChunk() {
        if (method.isResumable()) {
            return ChunkPlan.REPEATABLE;
        }
        return settings.bytesPerSecond() < Long.MAX_VALUE ? ChunkPlan.BRIEF : ChunkPlan.ORDERED;
    }

    private void copyRows(StandingSource standing, CloneProof proof, Session receiver) {
        TableBuilding building =
                new TableBuilding(schema, verify ? Optional.of(proof.arrival()) : Optional.empty(), receiver);
        new CopyFlow(standing.moment(), target, standing.catalog(), settings, events, building::of)
                .run(!extent.rowsOnly());
        progress.enter(receiver, Phase.INDEXES);
    }

    private void joinTables(StandingSource standing, Session receiver) {
        try (Session sender = standing.moment().open("views")) {
            schema.attachIndexes(receiver);
            schema.addForeignKeys();
            schema.applyRest(receiver);
            MaterializedViews.refresh(sender, receiver);
        }
    }

    /** An exact clone holds nothing of ours; behind a fence the way back is opened before the app can be pointed here. */
    private void finish(Session receiver) {
        if (method == Method.FENCED) {
            WayBack.prepare(receiver);
            try (Session sender = source.open("engine")) {
                WayBack.open(
                        sender,
                        receiver,
                        fence,
                        ObjectsNow.read(receiver).texts(),
                        () -> progress.conclude(receiver, verify ? Conclusion.PROVED : Conclusion.UNVERIFIED));
                new Control(Direction.FORWARD).say(sender, Control.plain("handed over"));
                if (verify) {
                    new Control(Direction.FORWARD).proved(sender);
                }
            }
        } else {
            ProgressStore.remove(receiver);
        }
        events.on(new Event.Note(Instant.now(), Event.Level.INFO, "The target is complete."));
    }
}
