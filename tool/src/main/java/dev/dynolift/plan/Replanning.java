package dev.dynolift.plan;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.Problems;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import dev.dynolift.yaml.ThreeWayMerge;
import dev.dynolift.yaml.ThreeWayMerge.Edit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of the planner over an existing plan file: makes the planner's own plan and carries the user's edits over. */
public final class Replanning {

    /** What the planner has said before, where nobody knows. */
    private static final Section NOTHING = new Section(0, List.of(), Map.of());

    private final Section document;
    private final Section own;
    private final MigrationPlan plan;
    private final List<Edit> kept;

    private Replanning(Section document, Section own, MigrationPlan plan, List<Edit> kept) {
        this.document = document;
        this.own = own;
        this.plan = plan;
        this.kept = kept;
    }

    /**
     * Plans; writes nothing yet.
     *
     * @param existing a {@code plan.yaml} that may not exist yet
     * @throws DynoliftException INPUT with all problems of the existing file or of the settings
     */
    public static Replanning of(Inventory inventory, Optional<Path> existing, PlanSettings settings) {
        return of(inventory, existing, settings, PlanCheck.NONE);
    }

    /** The same with what others know of the plan. */
    public static Replanning of(
            Inventory inventory, Optional<Path> existing, PlanSettings settings, PlanCheck further) {
        Path file = existing.orElse(Path.of(PlanFile.NAME));
        PlanDocuments before = existing.isPresent() && Files.exists(file) ? readable(file, further) : null;
        Section yours = before == null ? null : before.merged();
        MigrationPlan fresh = Planner.own(
                inventory, preset(settings, yours), text(yours, "region"), regions(yours), text(yours, "name"));
        Section own = PlanWriting.document(fresh);
        List<Finding> findings = new ArrayList<>(fresh.findings());
        Section merged = own;
        List<Edit> kept = List.of();
        if (before != null) {
            Section base = before.base();
            ThreeWayMerge.Result result = ThreeWayMerge.merge(
                    BlockerList.restored(base == null ? NOTHING : base, own),
                    BlockerList.restored(before.merged(), own),
                    own,
                    new PlanMarks());
            merged = result.document();
            kept = result.kept();
            findings.addAll(edits(before.lost(), result));
            if (base == null) {
                findings.add(lostBase());
            }
        }
        Problems problems = new Problems();
        merged = Assignments.set(merged, settings.values(), file, problems);
        MigrationPlan read = PlanFile.plan(file, merged, problems, further);
        PlanFile.refuse(problems, "the plan cannot be made with these values");
        Set<String> settled = SettledBlockers.names(read);
        findings.removeIf(finding -> settled.contains(finding.id() + " " + finding.subject()));
        findings.addAll(ChoiceFindings.of(read, inventory));
        findings.sort(Comparator.comparing(Finding::severity));
        merged = BlockerList.without(merged, settled);
        MigrationPlan plan = PlanFile.plan(file, merged, new Problems()).withFindings(findings);
        return new Replanning(merged, own, plan, kept);
    }

    private static PlanDocuments readable(Path file, PlanCheck further) {
        Problems problems = new Problems();
        PlanDocuments documents = PlanDocuments.read(file, problems);
        if (documents.base() != null) {
            PlanFile.plan(file, documents.merged(), problems);
            if (!problems.isEmpty()) {
                // With all the rest. Of what has no other problem, only what comes of it is asked for.
                problems = new Problems();
                PlanFile.plan(file, documents.merged(), problems, further);
            }
        }
        PlanFile.refuse(problems, "the plan " + file + " cannot be used");
        return documents;
    }

    /** The plan, with all its findings. */
    public MigrationPlan plan() {
        return plan;
    }

    /** The user's edits that were carried over. */
    public List<Edit> kept() {
        return kept;
    }

    /**
     * Writes the plan file and remembers the planner's own output beside it.
     *
     * @throws DynoliftException FILE
     */
    public void write(Path file) {
        PlanFile.write(file, document, own);
    }

    private static Choice<Preset> preset(PlanSettings settings, @Nullable Section yours) {
        if (settings.preset().isPresent()) {
            return Choice.yours(
                    settings.preset().get(), meaning(settings.preset().get()));
        }
        if (yours != null && yours.get("preset") instanceof Value value) {
            for (Preset preset : Preset.values()) {
                if (Choice.word(preset).equals(value.content())) {
                    return value.comment().startsWith(Source.YOURS.word())
                            ? Choice.yours(preset, meaning(preset))
                            : Choice.byDefault(preset, meaning(preset));
                }
            }
        }
        return Choice.byDefault(Preset.STANDARD, meaning(Preset.STANDARD));
    }

    private static String meaning(Preset preset) {
        return switch (preset) {
            case SMALL -> "one of everything, cheap machines: it stands still when a zone or a machine fails";
            case STANDARD -> "a standby where the Heroku plan has one; small and ha are possible";
            case HA -> "survives the loss of a data centre; costs about twice as much";
        };
    }

    /** Where the user has put environments, by their names. */
    private static Map<String, String> regions(@Nullable Section yours) {
        Map<String, String> regions = new HashMap<>();
        if (yours != null && yours.get("environments") instanceof Items environments) {
            environments.sections().forEach(environment -> {
                if (environment.get("place") instanceof Section place) {
                    text(place, "region")
                            .filter(region -> !region.isEmpty())
                            .ifPresent(region -> regions.put(environment.name().orElse(""), region));
                }
            });
        }
        return regions;
    }

    /** What the user wrote in place of the planner's own. */
    private static Optional<String> text(@Nullable Section yours, String key) {
        return yours != null
                        && yours.get(key) instanceof Value value
                        && value.comment().startsWith(Source.YOURS.word())
                ? Optional.of(String.valueOf(value.content()))
                : Optional.empty();
    }

    /** @param earlier what was lost already when the file was read: edits of facts */
    private static List<Finding> edits(List<Edit> earlier, ThreeWayMerge.Result result) {
        List<Finding> findings = new ArrayList<>();
        List<Edit> lost = new ArrayList<>(earlier);
        lost.addAll(result.lost());
        for (Edit edit : lost) {
            findings.add(new Finding(
                    "edit-not-kept",
                    Severity.WARNING,
                    edit.path(),
                    "You had edited this: " + edit.text() + ".",
                    "The plan no longer says what you wrote.",
                    "Look whether what you wanted is still possible, and write it where it belongs now.",
                    "plan.yaml:" + edit.line()));
        }
        for (Edit edit : result.removed()) {
            findings.add(new Finding(
                    "removed-by-you",
                    Severity.INFO,
                    edit.path(),
                    "You removed this from the plan, though it is at Heroku.",
                    "It will not be on AWS.",
                    "To get it back, delete .plan-base.yaml and run `dynolift plan` again.",
                    "plan.yaml"));
        }
        return findings;
    }

    private static Finding lostBase() {
        return new Finding(
                "planners-own-lost",
                Severity.WARNING,
                PlanFile.BASE,
                PlanFile.BASE + " did not stand beside plan.yaml, so what dynolift had said before was not known.",
                "Every value of plan.yaml that is another than dynolift's of today counts as yours, and what you had removed is"
                        + " back.",
                "Read the lines marked `yours`, remove those that are not, and keep the two files together, also under"
                        + " version control.",
                "plan.yaml");
    }
}
