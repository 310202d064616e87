package dev.dynolift.report;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.Finding;
import dev.dynolift.report.RehearsalReport.Moved;
import dev.dynolift.report.RehearsalReport.NotRehearsed;
import dev.dynolift.report.RehearsalReport.Proof;
import dev.dynolift.report.RehearsalReport.RowDifference;
import dev.dynolift.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The one object that {@code rehearse --json} prints. Fields are only ever added while the schema version is the same.
 * Times are ISO 8601 in UTC, durations milliseconds, sizes bytes, prices US dollars a month; null means not measured.
 *
 * @param verdict "nothing-lost", "different" or "unverified"
 * @param started when the rehearsal began
 * @param differences the first rows that differ, by table and key
 * @param findings how many there are of each weight
 * @param report the path of the page for people
 */
public record JsonResult(
        int schemaVersion,
        String name,
        String verdict,
        String headline,
        String started,
        long tookMillis,
        long rowsCopied,
        long bytesCopied,
        long rowsChangedDuringCopy,
        long rounds,
        long largestLagMillis,
        @Nullable Long writeDowntimeMillis,
        @Nullable Long rollbackDowntimeMillis,
        long rowsCompared,
        long rowsDiffering,
        boolean proved,
        List<RowDifference> differences,
        long writesKeptByRollback,
        boolean resumed,
        int chunksReused,
        int chunksTotal,
        long transactionsCommitted,
        long transactionsRefused,
        List<StageLine> stages,
        List<NotRehearsed> notRehearsed,
        Estate estate,
        CostSummary cost,
        Map<String, Long> findings,
        String report) {

    /** The version of the fields; a change that breaks a reader raises it. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(String.class, new Redacting()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public JsonResult {
        differences = List.copyOf(differences);
        stages = List.copyOf(stages);
        notRehearsed = List.copyOf(notRehearsed);
        findings = Map.copyOf(new TreeMap<>(findings));
    }

    /** A stage; {@code outcome} is "done", "skipped" or "failed". */
    public record StageLine(String name, String title, double seconds, String outcome) {}

    /** Both bills, US dollars a month. */
    public record CostSummary(
            String currency,
            double herokuMonthly,
            double awsMonthly,
            String basis,
            List<RehearsalReport.CostLine> lines) {}

    /** The result of a rehearsal whose page stands at the path. */
    public static JsonResult of(RehearsalReport report, Path page) {
        Moved moved = report.moved();
        Proof proof = report.proof();
        Verdict verdict = report.verdict();
        return new JsonResult(
                SCHEMA_VERSION,
                report.name(),
                verdict.word(),
                (verdict.headline(report) + " " + verdict.explanation(report)).strip(),
                utc(report.started()),
                report.took().toMillis(),
                moved.rowsCopied(),
                moved.bytesCopied(),
                moved.rowsChangedDuringCopy(),
                moved.rounds(),
                moved.largestLag().toMillis(),
                millis(report.writeDowntime()),
                millis(report.rollbackDowntime()),
                proof.rowsCompared(),
                proof.rowsDiffering(),
                proof.proved(),
                proof.differences(),
                report.writesKeptByRollback(),
                moved.resumed(),
                moved.chunksReused(),
                moved.chunksTotal(),
                report.traffic().committed(),
                report.traffic().refused(),
                report.stages().stream()
                        .map(stage -> new StageLine(
                                stage.name(),
                                stage.title(),
                                stage.took().toMillis() / 1_000.0,
                                stage.outcome().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                report.notRehearsed(),
                report.estate(),
                new CostSummary(
                        "USD",
                        cents(report.cost().heroku()),
                        cents(report.cost().aws()),
                        report.cost().basis(),
                        report.cost().lines()),
                weights(report.findings()),
                page.toString());
    }

    /** The object as indented JSON, every text in it redacted. */
    public String toJson() {
        return MAPPER.writeValueAsString(this);
    }

    /** Writes the JSON into a file, for scripts that come later. */
    public void write(Path file) {
        try {
            Files.writeString(file, toJson() + "\n");
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the result " + file + " cannot be written",
                    Reason.of(e),
                    "Make room or give yourself the right to write there, and run the same command again.",
                    e);
        }
    }

    private static Map<String, Long> weights(List<Finding> findings) {
        Map<String, Long> counts = new TreeMap<>();
        for (RehearsalReport.Weight weight : RehearsalReport.Weight.values()) {
            counts.put(
                    weight.name().toLowerCase(Locale.ROOT),
                    findings.stream()
                            .filter(finding -> finding.weight() == weight)
                            .count());
        }
        return counts;
    }

    private static String utc(Instant instant) {
        return instant.toString();
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static double cents(double dollars) {
        return Math.round(dollars * 100) / 100.0;
    }

    /** The last gate for texts; escaping comes after it, so a secret with a quote in it is found too. */
    private static final class Redacting extends StdSerializer<String> {

        Redacting() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(Redactor.redact(value));
        }
    }
}
