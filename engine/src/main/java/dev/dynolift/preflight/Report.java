package dev.dynolift.preflight;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a preflight found.
 *
 * @param findings the gravest first
 */
public record Report(List<Finding> findings) {

    public Report {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** The same with one finding more. */
    public Report with(Finding finding) {
        return new Report(Stream.concat(findings.stream(), Stream.of(finding)).toList());
    }

    public List<Finding> of(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /** Whether the move may begin. */
    public boolean isClear() {
        return of(Severity.BLOCKING).isEmpty();
    }

    /** Tells what is worth a note, warnings first. */
    void tell(EventListener events) {
        for (Severity severity : List.of(Severity.WARNING, Severity.INFO)) {
            Event.Level level = severity == Severity.WARNING ? Event.Level.WARNING : Event.Level.INFO;
            of(severity).forEach(finding -> events.on(new Event.Note(Instant.now(), level, finding.toString())));
        }
    }

    /**
     * Ends the move before it begins when it may not.
     *
     * @param options of {@code data check} that look for the same again
     * @throws DynoliftException (GATE) with all blocking findings
     */
    public void throwIfBlocked(String options) {
        Problems problems = new Problems();
        for (Finding finding : of(Severity.BLOCKING)) {
            problems.add(finding.side().word(), finding.what() + ". " + finding.why(), finding.next());
        }
        problems.throwIfAny(
                ErrorCode.GATE,
                "the move cannot begin",
                "Nothing was changed. Mend what is listed, look again with `dynolift data check " + options
                        + "`, then run the same command again.");
    }
}
