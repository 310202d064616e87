package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.EventListener;
import dev.dynolift.journal.Journal;
import dev.dynolift.journal.JournalEntry;
import dev.dynolift.journal.JournalEntry.State;
import dev.dynolift.migrate.Step;
import dev.dynolift.migrate.StepRunner;
import dev.dynolift.report.RehearsalReport;
import dev.dynolift.report.ReportPage;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerBinaries;
import dev.dynolift.workspace.WholeFolder;
import dev.dynolift.workspace.Workspace;
import dev.dynolift.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One rehearsal from beginning to end. Killed at any moment, the next one in the same workspace goes on where it was; what
 * was finished is begun anew. Not thread-safe.
 */
public final class Rehearsal {

    /** The journal's word for a whole rehearsal: what came before its last beginning is another one's. */
    private static final String WHOLE = "rehearsal";

    private final RehearsalFolder folder;
    private final RehearsalOptions options;
    private final RehearsalPlace place;
    private final EventListener events;
    private final Journal journal;

    private Rehearsal(RehearsalFolder folder, RehearsalOptions options, RehearsalPlace place, EventListener events) {
        this.folder = folder;
        this.options = options;
        this.place = place;
        this.events = events;
        this.journal = new Journal(place.workspace().journal(folder.name(), WHOLE), Clock.systemUTC());
    }

    /** A folder that was read and found in order, and what it is called. */
    public record Prepared(String name, RehearsalFolder folder) {}

    /**
     * Reads a rehearsal's folder.
     *
     * @throws DynoliftException (INPUT) with everything that is missing or wrong in it
     */
    public static Prepared prepare(Path given, RehearsalOptions options) {
        RehearsalFolder folder = RehearsalFolderReader.read(given, options.scale());
        return new Prepared(folder.name(), folder);
    }

    /**
     * Runs it to its end, and leaves nothing running but what {@code --keep} asks for.
     *
     * @throws DynoliftException when a step fails; the same command goes on
     */
    public static RehearsalReport run(
            Prepared prepared, RehearsalOptions options, RehearsalPlace place, EventListener events) {
        return new Rehearsal(prepared.folder(), options, place, events).run();
    }

    /**
     * Stops the servers that an earlier rehearsal left.
     *
     * @return how many ran
     */
    public static int stopServers(Workspace workspace, Path serverCache) {
        return RehearsalServers.stop(serversFolder(workspace), ServerBinaries.besideProgram(serverCache));
    }

    private RehearsalReport run() {
        Workspace workspace = place.workspace();
        try (WorkspaceLock lock = WorkspaceLock.take(workspace)) {
            boolean resumed = begin();
            KeptEvents kept = new KeptEvents();
            EventLog log = EventLog.open(workspace.events(), resumed, kept);
            RehearsalRun run =
                    new RehearsalRun(folder, options, place, kept.and(log).and(events));
            Thread onInterrupt = new Thread(() -> interrupted(run), "dynolift-interrupted");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            boolean finished = false;
            try {
                RehearsalReport report = runSteps(run, kept, resumed);
                finished = true;
                return report;
            } finally {
                run.close();
                log.close();
                if (!(finished && options.keep())) {
                    stopAll(run);
                }
                removeHook(onInterrupt);
            }
        }
    }

    private RehearsalReport runSteps(RehearsalRun run, KeptEvents kept, boolean resumed) {
        List<Step> steps = new ArrayList<>();
        steps.addAll(SetupSteps.of(run));
        steps.addAll(DecidingSteps.of(run));
        steps.addAll(MovingSteps.of(run));
        steps.add(new CompareDatabases(run));
        RealMove.tell(run);
        try {
            new StepRunner(journal, run.events).run(steps);
        } catch (DynoliftException e) {
            // A difference is what a rehearsal is for: it ends with its report, not with an error alone.
            if (e.code() != ErrorCode.DIFFERENCES) {
                throw e;
            }
        }
        RehearsalReport report = Reporting.of(run, steps, sinceBeginning(), kept, resumed);
        ReportPage.write(report, place.workspace().report());
        if (report.proof().proved()) {
            journal.append(WHOLE, State.FINISHED, Map.of());
        }
        return report;
    }

    /** Decides whether an earlier rehearsal goes on; clears what is left of one that is over. */
    private boolean begin() {
        List<JournalEntry> last = sinceBeginning();
        boolean unfinished = !last.isEmpty() && !journal.finished(WHOLE);
        if (unfinished && !options.fresh()) {
            requireSame(last.get(0));
            return true;
        }
        clear();
        journal.append(WHOLE, State.STARTED, inputs());
        return false;
    }

    private Map<String, String> inputs() {
        return Map.of(
                "folder",
                folder.folder().toString(),
                "scale",
                Double.toString(options.scale().orElse(folder.database().scale())));
    }

    private void requireSame(JournalEntry beginning) {
        if (!beginning.facts().equals(inputs())) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "another rehearsal is unfinished in " + place.workspace().folder(),
                    "it was begun for " + beginning.facts().get("folder") + " at scale "
                            + beginning.facts().get("scale") + ", this one is for " + inputs().get("folder")
                            + " at scale " + inputs().get("scale"),
                    "Run that one again to finish it, add --fresh to forget it, or name another --workspace.");
        }
    }

    /** Servers and their data are of this machine and of no use after a rehearsal; plan and edits stay. */
    private void clear() {
        Path rehearsal = place.workspace().rehearsal();
        if (Files.isDirectory(serversFolder(place.workspace()))) {
            stopServers(place.workspace(), place.serverCache());
        }
        if (Files.exists(rehearsal)) {
            try {
                WholeFolder.remove(rehearsal);
            } catch (IOException e) {
                throw new DynoliftException(
                        ErrorCode.FILE,
                        "what is left of an earlier rehearsal cannot be removed",
                        Reason.of(e),
                        "Remove the folder " + rehearsal + " yourself, then run the same command again.",
                        e);
            }
        }
    }

    private List<JournalEntry> sinceBeginning() {
        List<JournalEntry> all = journal.read();
        int from = all.size();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).step().equals(WHOLE) && all.get(i).state() == State.STARTED) {
                from = i;
                break;
            }
        }
        return all.subList(from, all.size());
    }

    private void interrupted(RehearsalRun run) {
        place.talk().accept("Stopping the servers …");
        stopAll(run);
        place.talk().accept("Stopped. The same command goes on where it was.");
    }

    private void stopAll(RehearsalRun run) {
        run.close();
        if (Files.isDirectory(serversFolder(place.workspace()))) {
            stopServers(place.workspace(), place.serverCache());
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already; the hook does the same work once more, which harms nothing.
        }
    }

    private static Path serversFolder(Workspace workspace) {
        return workspace.rehearsal().resolve("servers");
    }
}
