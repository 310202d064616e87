package dev.dynolift.plan;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problem;
import dev.dynolift.error.Problems;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.yaml.DocumentEmitter;
import dev.dynolift.yaml.Node.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Reads and writes {@code plan.yaml}. Beside it stands {@code .plan-base.yaml}, the planner's own last output: what
 * differs between the two is the user's. Thread-safe, but two writers of one file overwrite each other.
 */
public final class PlanFile {

    /** The file's name in a workspace. */
    public static final String NAME = "plan.yaml";

    static final String BASE = ".plan-base.yaml";

    private PlanFile() {}

    /**
     * Writes a plan as the planner's own, with nothing of the user's in it; both files are replaced in one move each.
     *
     * @throws DynoliftException FILE
     */
    public static void write(Path file, MigrationPlan plan) {
        Section document = PlanWriting.document(plan);
        write(file, document, document);
    }

    /**
     * Reads a plan; values that differ from the planner's own last output come back as {@link Source#YOURS}.
     *
     * @throws DynoliftException INPUT with every unknown key, wrong type and impossible value, each with its line
     */
    public static MigrationPlan read(Path file) {
        return read(file, PlanCheck.NONE);
    }

    /** The same with what others know of the plan. */
    public static MigrationPlan read(Path file, PlanCheck further) {
        Problems problems = new Problems();
        PlanDocuments documents = PlanDocuments.read(file, problems);
        Section document = documents.merged();
        if (documents.base() == null && Brevity.leavesOut(document)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the plan " + file + " cannot be used",
                    "It leaves out what is dynolift's own, and " + BASE + ", which has that, does not stand beside it.",
                    "Put the two together again, or run `dynolift plan`: your edits stay.");
        }
        MigrationPlan plan = plan(file, document, problems, further);
        refuse(problems, "the plan " + file + " cannot be used");
        return plan(file, BlockerList.without(document, SettledBlockers.names(plan)), new Problems());
    }

    /** Throws all problems in the order of their lines, when there are any. */
    static void refuse(Problems problems, String what) {
        Problems inOrder = new Problems();
        problems.all().stream()
                .sorted(Comparator.comparingInt(PlanFile::line))
                .forEach(problem -> inOrder.add(problem.where(), problem.what(), problem.next()));
        inOrder.throwIfAny(ErrorCode.INPUT, what);
    }

    private static int line(Problem problem) {
        String line = problem.where().substring(problem.where().lastIndexOf(':') + 1);
        return line.matches("\\d{1,9}") ? Integer.parseInt(line) : 0;
    }

    /**
     * Reads a plan for use after {@code plan}, and refuses one that was made from another inventory.
     *
     * @throws DynoliftException INPUT as {@link #read(Path)} does; GATE when the plan is stale
     */
    public static MigrationPlan readFor(Inventory inventory, Path file) {
        return readFor(inventory, file, PlanCheck.NONE);
    }

    /** The same with what others know of the plan. */
    public static MigrationPlan readFor(Inventory inventory, Path file, PlanCheck further) {
        MigrationPlan plan = read(file, further);
        if (!plan.inventoryHash().equals(InventoryFile.hash(inventory))) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the plan " + file + " is stale",
                    "It was made from another inventory than the one that is there now.",
                    "Run `dynolift plan` again; your edits stay.");
        }
        return plan;
    }

    /** The plan as text, the way the file holds it. */
    public static String text(MigrationPlan plan) {
        return DocumentEmitter.emit(PlanWriting.document(plan));
    }

    static MigrationPlan plan(Path file, Section document, Problems problems) {
        return plan(file, document, problems, PlanCheck.NONE);
    }

    static MigrationPlan plan(Path file, Section document, Problems problems, PlanCheck further) {
        return PlanReading.plan(file.getFileName().toString(), document, problems, further);
    }

    static void write(Path file, Section document, Section base) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            // Should only the first be written, the planner's own changes look like edits; no edit is ever lost.
            WholeFile.write(file, DocumentEmitter.emit(Brevity.of(document)));
            WholeFile.write(
                    file.resolveSibling(BASE),
                    "# The planner's own last output: how it tells your edits in plan.yaml. Not to be edited.\n"
                            + DocumentEmitter.emit(base));
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the plan " + file + " cannot be written",
                    Reason.of(e),
                    "Choose another folder with --workspace.",
                    e);
        }
    }
}
