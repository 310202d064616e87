package dev.dynolift.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a rehearsal found out, measured or decided: what page, JSON and closing table are made from. Holds no
 * setting's value and no row's values, only names, keys and numbers.
 *
 * @param name the estate's name
 * @param started when the rehearsal began, also of a run that went on where an earlier one was killed
 * @param took this run's time on the clock
 * @param circumstances what the numbers were measured with, short phrases: "PostgreSQL 15 → 17", "2 processors"
 * @param writeDowntime the longest time that the traffic processes could not write while the app moved over; null when
 *     there was no traffic to see it
 * @param rollbackDowntime the same while it moved back; null when there was no rollback
 * @param writesKeptByRollback rows written on the new side after the switch that are at the old side after the way back
 * @param findings what the audit and the plan found, the weightiest first
 * @param repeat commands that do it again or look closer, ready to be copied
 */
public record RehearsalReport(
        String name,
        Instant started,
        Duration took,
        List<String> circumstances,
        Moved moved,
        Proof proof,
        @Nullable Duration writeDowntime,
        @Nullable Duration rollbackDowntime,
        long writesKeptByRollback,
        List<HandoverStep> handover,
        Traffic traffic,
        List<Sample> lagSeconds,
        List<Sample> copyBytesPerSecond,
        List<StageResult> stages,
        Estate estate,
        Cost cost,
        List<Finding> findings,
        List<NotRehearsed> notRehearsed,
        List<String> repeat) {

    public RehearsalReport {
        circumstances = List.copyOf(circumstances);
        handover = List.copyOf(handover);
        lagSeconds = List.copyOf(lagSeconds);
        copyBytesPerSecond = List.copyOf(copyBytesPerSecond);
        stages = List.copyOf(stages);
        findings = List.copyOf(findings);
        notRehearsed = List.copyOf(notRehearsed);
        repeat = List.copyOf(repeat);
    }

    /**
     * What the engine did.
     *
     * @param bytesCopied bytes that went over the wire
     * @param rowsChangedDuringCopy keys that the app's writes put into the log between the copy's snapshot and its end
     * @param resumed whether this run went on where an earlier one stopped
     * @param chunksReused chunks of the copy that an earlier run had finished
     */
    public record Moved(
            long rowsCopied,
            long bytesCopied,
            long rowsChangedDuringCopy,
            long rounds,
            Duration largestLag,
            boolean resumed,
            int chunksReused,
            int chunksTotal) {}

    /**
     * What was compared.
     *
     * @param proved whether a complete pass ended at the fence and every later change was compared too
     * @param differences the first of the rows that differ
     */
    public record Proof(
            boolean proved,
            long rowsCompared,
            long rowsDiffering,
            List<Check> checks,
            List<RowDifference> differences) {
        public Proof {
            checks = List.copyOf(checks);
            differences = List.copyOf(differences);
        }
    }

    /**
     * One comparison: a table, the sequences, a pass after the way back.
     *
     * @param what a short phrase: "orders", "sequences"
     * @param when where in the move it was made: "at the fence", "after the way back"
     * @param rows how many things were compared, named by the unit's plural
     */
    public record Check(String what, String when, long rows, String unit, long differing) {}

    /**
     * A row that the two sides do not have alike.
     *
     * @param key the key's text, never other values
     * @param kind "missing", "surplus" or "changed"
     */
    public record RowDifference(String table, String key, String kind) {}

    /** One timed step between "writes refused" and "open again". */
    public record HandoverStep(String name, Duration took) {}

    /** A number at a time, in seconds since the traffic began (or, without traffic, since the rehearsal did). */
    public record Sample(double second, double value) {}

    /** A time that the curves should mark: "writes refused", "switched to AWS". */
    public record Moment(double second, String label) {}

    /** A time during which no write succeeded, as the traffic saw it. */
    public record Outage(double fromSecond, double toSecond, String label) {}

    /**
     * What the traffic processes saw.
     *
     * @param transactionsPerSecond committed ones
     * @param refusedPerSecond attempts that the fence or a closed server turned away
     * @param committed all transactions that the database confirmed
     * @param rolledBack transactions that the scripts themselves rolled back
     */
    public record Traffic(
            int processes,
            int writers,
            long committed,
            long rolledBack,
            long refused,
            List<Sample> transactionsPerSecond,
            List<Sample> refusedPerSecond,
            List<Moment> moments,
            List<Outage> outages) {

        /** A rehearsal without traffic. */
        public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of());

        public Traffic {
            transactionsPerSecond = List.copyOf(transactionsPerSecond);
            refusedPerSecond = List.copyOf(refusedPerSecond);
            moments = List.copyOf(moments);
            outages = List.copyOf(outages);
        }
    }

    /** How a stage ended. */
    public enum StageOutcome {
        DONE,
        SKIPPED,
        FAILED
    }

    /**
     * A stage of the rehearsal.
     *
     * @param note what came of it, a short phrase: "27 files"; may be empty
     */
    public record StageResult(String name, String title, Duration took, StageOutcome outcome, String note) {}

    /** What a part of the picture is; the word stands in it. */
    public enum PartKind {
        PROCESS,
        RELEASE,
        SCHEDULE,
        DATABASE,
        CACHE,
        SEARCH,
        ADDON,
        DOMAIN,
        SETTINGS,
        LOGS,
        NETWORK,
        IMAGE,
        /** Stays where it is, or goes nowhere. */
        OUTSIDE
    }

    /**
     * A box of the before/after picture.
     *
     * @param id unique among all parts of both sides
     * @param name "web", "RDS PostgreSQL"
     * @param detail the size that matters: "2 × standard-2x", "db.t4g.medium, 50 GB"; may be empty
     */
    public record Part(String id, PartKind kind, String name, String detail) {}

    /** An arrow from a part at Heroku to the part on AWS that takes its place. */
    public record Link(String from, String to) {}

    /** The picture: what runs at Heroku today, and what will run on AWS. */
    public record Estate(List<Part> heroku, List<Part> aws, List<Link> links) {
        public Estate {
            heroku = List.copyOf(heroku);
            aws = List.copyOf(aws);
            links = List.copyOf(links);
        }
    }

    /**
     * One line of the bill. Prices are US dollars a month; null where the thing does not exist on that side, or its
     * price is not known.
     */
    public record CostLine(
            String what, @Nullable Double heroku, @Nullable Double aws, String note) {}

    /**
     * Both bills, line by line.
     *
     * @param basis where the prices come from and of when: "us-east-1, on demand, 730 hours, prices of 2026-07-19"
     */
    public record Cost(List<CostLine> lines, String basis) {
        public Cost {
            lines = List.copyOf(lines);
        }

        /** US dollars a month. */
        public double heroku() {
            return lines.stream()
                    .mapToDouble(line -> line.heroku() == null ? 0 : line.heroku())
                    .sum();
        }

        /** US dollars a month. */
        public double aws() {
            return lines.stream()
                    .mapToDouble(line -> line.aws() == null ? 0 : line.aws())
                    .sum();
        }
    }

    /** How much a finding matters. */
    public enum Weight {
        BLOCKING,
        WARNING,
        INFO
    }

    /**
     * Something that a person should know.
     *
     * @param next what to do; may be empty
     */
    public record Finding(Weight weight, String what, String next) {}

    /** Something that belongs to a migration and was not tried here. */
    public record NotRehearsed(String what, String why) {}

    /** What the comparison came to. */
    public Verdict verdict() {
        if (proof.rowsDiffering() > 0) {
            return Verdict.DIFFERENT;
        }
        boolean failed = stages.stream().anyMatch(stage -> stage.outcome() == StageOutcome.FAILED);
        return proof.proved() && !failed ? Verdict.NOTHING_LOST : Verdict.UNVERIFIED;
    }
}
