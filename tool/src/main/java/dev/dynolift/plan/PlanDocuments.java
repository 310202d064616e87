package dev.dynolift.plan;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.error.Reason;
import dev.dynolift.yaml.DocumentParser;
import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import dev.dynolift.yaml.ThreeWayMerge;
import dev.dynolift.yaml.ThreeWayMerge.Edit;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two files of a plan, read.
 *
 * @param merged the user's file, every edit marked; lines that were removed are filled in again, and all blockers, settled or
 *     not
 * @param base the planner's own last output; null when there is none, or it cannot be read
 * @param lost what the user changed that is no choice
 */
record PlanDocuments(Section merged, @Nullable Section base, List<Edit> lost) {

    static PlanDocuments read(Path file, Problems problems) {
        Section yours =
                Brevity.withoutLists(DocumentParser.parse(file.getFileName().toString(), text(file), problems));
        refuseNewer(file, yours);
        Section base = base(file.resolveSibling(PlanFile.BASE));
        if (base == null) {
            return new PlanDocuments(yours, null, List.of());
        }
        ThreeWayMerge.Result read = ThreeWayMerge.merge(base, BlockerList.restored(yours, base), base, new PlanMarks());
        return new PlanDocuments(read.document(), base, read.lost());
    }

    private static @Nullable Section base(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        Problems ignored = new Problems();
        Section document = DocumentParser.parse(PlanFile.BASE, text(file), ignored);
        return ignored.isEmpty() ? document : null;
    }

    private static void refuseNewer(Path file, Section document) {
        Node version = document.get("schemaVersion");
        if (version instanceof Value value
                && value.content() instanceof Long number
                && number > MigrationPlan.SCHEMA_VERSION) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the plan " + file + " cannot be used",
                    "it has schemaVersion " + number + " and this dynolift knows versions up to "
                            + MigrationPlan.SCHEMA_VERSION,
                    "Use a newer dynolift, or move the file away and run `dynolift plan` again.");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the plan " + file + " cannot be used",
                    "there is no such file",
                    "Run `dynolift plan` first.",
                    e);
        } catch (CharacterCodingException e) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the plan " + file + " cannot be used",
                    Reason.of(e),
                    "Save it as UTF-8, or move it away and run `dynolift plan`.",
                    e);
        } catch (IOException e) {
            boolean folder = Files.isDirectory(file);
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the plan " + file + " cannot be used",
                    folder ? "it is a folder" : Reason.of(e),
                    folder ? "Move it away and run `dynolift plan`." : "Look at the file's rights.",
                    e);
        }
    }
}
