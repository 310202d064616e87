package dev.dynolift.rehearse;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.event.Event;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.journal.JournalEntry;
import dev.dynolift.journal.JournalEntry.State;
import dev.dynolift.migrate.Step;
import dev.dynolift.migrate.StepRunner;
import dev.dynolift.report.RehearsalReport;
import dev.dynolift.report.RehearsalReport.Check;
import dev.dynolift.report.RehearsalReport.Cost;
import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.HandoverStep;
import dev.dynolift.report.RehearsalReport.Moved;
import dev.dynolift.report.RehearsalReport.Proof;
import dev.dynolift.report.RehearsalReport.RowDifference;
import dev.dynolift.report.RehearsalReport.Sample;
import dev.dynolift.report.RehearsalReport.StageOutcome;
import dev.dynolift.report.RehearsalReport.StageResult;
import dev.dynolift.report.RehearsalReport.Weight;
import dev.dynolift.traffic.Switchover;
import dev.dynolift.traffic.TrafficSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what a rehearsal measured, from where each thing was written down, for page, JSON and closing table. */
final class Reporting {

    private final RehearsalRun run;
    private final List<JournalEntry> journal;
    private final KeptEvents kept;
    private final Measures measures;
    private final TrafficSummary traffic;
    private final Instant began;

    private Reporting(RehearsalRun run, List<JournalEntry> journal, KeptEvents kept) {
        this.run = run;
        this.journal = journal;
        this.kept = kept;
        this.measures = Measures.read(run.source(), run.target());
        this.traffic = run.traffic().summary();
        this.began = journal.get(0).at();
    }

    /**
     * The report of a run that came as far as its servers.
     *
     * @param journal entries since the rehearsal began
     * @param resumed whether this run went on where a killed one had stopped
     */
    static RehearsalReport of(
            RehearsalRun run, List<Step> steps, List<JournalEntry> journal, KeptEvents kept, boolean resumed) {
        return new Reporting(run, journal, kept).report(steps, resumed);
    }

    private RehearsalReport report(List<Step> steps, boolean resumed) {
        Optional<Switchover> there = switchover(dev.dynolift.traffic.Side.TARGET);
        Optional<Switchover> back = switchover(dev.dynolift.traffic.Side.SOURCE);
        Proof proof = proof();
        return new RehearsalReport(
                run.folder.name(),
                began,
                Duration.between(began, Instant.now()),
                run.circumstances(),
                new Moved(
                        measures.rowsCopied(),
                        measures.bytesCopied(),
                        measures.rowsChangedDuringCopy(),
                        measures.rounds(),
                        measures.largestLag(),
                        resumed || run.engines().restarts() > 0,
                        kept.chunksReused(),
                        measures.chunks()),
                proof,
                there.flatMap(Switchover::writeDowntime).orElse(null),
                back.flatMap(Switchover::writeDowntime).orElse(null),
                proof.proved() ? measures.rowsCarriedBack() : 0,
                kept.handover().stream()
                        .map(step -> new HandoverStep(step.step(), step.took()))
                        .toList(),
                TrafficOfLedger.of(run.traffic().plan(), traffic, began),
                samples(measures.lagMillis(), millis -> millis / 1000),
                rates(measures.copiedBytes()),
                stages(steps),
                run.decided()
                        .map(decided -> EstateOfPlan.of(decided.inventory(), decided.plan()))
                        .orElse(new Estate(List.of(), List.of(), List.of())),
                cost(),
                findings(),
                notRehearsed(),
                repeat());
    }

    private List<String> repeat() {
        String command = "dynolift rehearse " + run.folder.folder();
        if (!kept.differences().isEmpty()) {
            return List.of(command + " --fresh");
        }
        if (!run.options.keep()) {
            return List.of(command + " --keep");
        }
        return Stream.concat(
                        run.urls().stream().map(url -> "psql '" + url.substring(url.indexOf("postgres://")) + "'"),
                        Stream.of(command + " --stop"))
                .toList();
    }

    /** What the rehearsal had not, and first of all what the traffic wanted to do and could not. */
    private List<RehearsalReport.NotRehearsed> notRehearsed() {
        List<RehearsalReport.NotRehearsed> all = new ArrayList<>();
        long failed = traffic.all().failed();
        if (failed > 0) {
            all.add(new RehearsalReport.NotRehearsed(
                    failed + " actions of the traffic, which failed with errors of their own",
                    String.join(
                            "; ",
                            traffic.failures().stream().distinct().limit(3).toList())));
        }
        all.addAll(run.notRehearsed());
        return all;
    }

    /** The last time that the traffic went to a side. */
    private Optional<Switchover> switchover(dev.dynolift.traffic.Side to) {
        return traffic.switchovers().stream().filter(one -> one.to() == to).reduce((first, second) -> second);
    }

    private Proof proof() {
        Optional<Comparison.Outcome> compared = run.comparison();
        List<RowDifference> differences = new ArrayList<>();
        for (Event.DifferenceFound found : kept.differences()) {
            differences.add(new RowDifference(found.table(), found.key(), found.kind()));
        }
        compared.ifPresent(outcome -> outcome.named()
                .forEach(row -> differences.add(new RowDifference(label(row.table()), row.key(), "differing"))));
        List<Check> checks = new ArrayList<>();
        kept.proofs()
                .forEach((direction, rows) -> checks.add(new Check(
                        "every row, and every change since",
                        direction.equals("forward") ? "before the switch" : "before the way back",
                        rows,
                        "rows",
                        0)));
        compared.ifPresent(outcome -> outcome.tables()
                .forEach(table -> checks.add(
                        new Check(label(table.table()), "at the end", table.rows(), "rows", table.differing()))));
        return new Proof(
                compared.isPresent() && differences.isEmpty(),
                compared.map(Comparison.Outcome::rows).orElse(0L),
                compared.map(Comparison.Outcome::differing).orElse(0L)
                        + kept.differences().size(),
                checks,
                differences.subList(0, Math.min(100, differences.size())));
    }

    private List<StageResult> stages(List<Step> steps) {
        Map<String, String> titles = steps.stream().collect(Collectors.toMap(Step::name, Step::title));
        return StepRunner.spent(journal).stream()
                .filter(spent -> titles.containsKey(spent.step()))
                .map(spent -> new StageResult(
                        spent.step(),
                        titles.getOrDefault(spent.step(), ""),
                        spent.took(),
                        spent.state() == State.FINISHED ? StageOutcome.DONE : StageOutcome.FAILED,
                        ""))
                .toList();
    }

    private Cost cost() {
        Optional<CostEstimate> estimate = run.decided().map(RehearsalRun.Decided::cost);
        if (estimate.isEmpty()) {
            return new Cost(List.of(), "");
        }
        List<RehearsalReport.CostLine> lines =
                estimate.get().lines().stream().map(Reporting::costLine).toList();
        return new Cost(
                lines,
                estimate.get().region()
                        + ", list prices without tax, on demand; `dynolift cost` shows each line's source");
    }

    private static RehearsalReport.CostLine costLine(CostLine line) {
        @Nullable Double dollars = line.monthlyCents() == null ? null : Double.valueOf(line.monthlyCents() / 100.0);
        String what = line.environment().isEmpty() ? line.subject() : line.environment() + ": " + line.subject();
        String note = line.onceCents() != null
                ? String.format(Locale.ROOT, "%.2f USD once: %s", line.onceCents() / 100.0, line.basis())
                : line.certainty() == Certainty.MEASURED ? "" : line.basis();
        return line.side() == Side.HEROKU
                ? new RehearsalReport.CostLine(what, dollars, null, note)
                : new RehearsalReport.CostLine(what, null, dollars, note);
    }

    private List<RehearsalReport.Finding> findings() {
        return run.decided().stream()
                .flatMap(decided -> Stream.concat(
                        decided.plan().openBlockers().stream().map(blocker -> blocker.finding()),
                        decided.plan().findings().stream()))
                .sorted(Comparator.comparing(Finding::severity))
                .map(finding -> new RehearsalReport.Finding(
                        weight(finding.severity()), finding.subject() + ": " + finding.what(), finding.next()))
                .distinct()
                .toList();
    }

    private static Weight weight(Severity severity) {
        return switch (severity) {
            case BLOCKING -> Weight.BLOCKING;
            case WARNING -> Weight.WARNING;
            case INFO -> Weight.INFO;
        };
    }

    private List<Sample> samples(List<Measures.TimedNumber> numbers, Function<Double, Double> scale) {
        return numbers.stream()
                .map(number -> new Sample(second(number.at()), scale.apply(number.value())))
                .toList();
    }

    /** Bytes a second from bytes at moments: what was finished within each second. */
    private List<Sample> rates(List<Measures.TimedNumber> numbers) {
        return numbers.stream()
                .collect(Collectors.groupingBy(
                        number -> (long) second(number.at()),
                        java.util.TreeMap::new,
                        Collectors.summingDouble(Measures.TimedNumber::value)))
                .entrySet()
                .stream()
                .map(second -> new Sample(second.getKey(), second.getValue()))
                .toList();
    }

    private double second(Instant at) {
        return Duration.between(began, at).toMillis() / 1000.0;
    }

    /** A table as people call it: the schema only where it is not {@code public}. */
    private static String label(String qualified) {
        return qualified.startsWith("public.") ? qualified.substring("public.".length()) : qualified;
    }
}
