package dev.dynolift.preflight;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import java.util.Comparator;
import java.util.List;

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

    public List<Finding> of(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /** Whether the move may begin. */
    public boolean isClear() {
        return of(Severity.BLOCKING).isEmpty();
    }

    /**
     * Ends the move before it begins when it may not.
     *
     * @param kind what was looked at for
     * @throws DynoliftException (GATE) with all blocking findings
     */
    public void throwIfBlocked(Kind kind) {
        Problems problems = new Problems();
        for (Finding finding : of(Severity.BLOCKING)) {
            problems.add(finding.side().word(), finding.what() + ". " + finding.why(), finding.next());
        }
        problems.throwIfAny(
                ErrorCode.GATE,
                "the move cannot begin",
                "Nothing was changed. Mend what is listed, "
                        + kind.purpose()
                                .map(purpose -> "look again with `dynolift data check --for " + purpose + "`, ")
                                .orElse("")
                        + "then run the same command again.");
    }
}
