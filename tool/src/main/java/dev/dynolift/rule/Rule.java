package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that a move has to know, found in the inventory alone. Has no state; threads may share it. */
public abstract class Rule {

    private final String id;
    private final Severity severity;
    private final String fact;

    /** @param fact the row of the page of facts that the rule rests on: "b15" */
    Rule(String id, Severity severity, String fact) {
        this.id = id;
        this.severity = severity;
        this.fact = fact;
    }

    /** The stable name that its findings carry: "secret-only-in-slug". */
    public final String id() {
        return id;
    }

    /** The row of the page of facts: "b15". */
    public final String fact() {
        return fact;
    }

    /** What the rule finds, in the inventory's order; nothing when all is well or nothing is known. */
    public abstract Stream<Finding> check(Inventory inventory);

    /**
     * "a, b, c and 4 more": a finding is to be read.
     *
     * @param most how many are named
     */
    static String some(List<String> names, int most) {
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
    }

    final Finding finding(String subject, String what, String why, String next, String source) {
        return finding(severity, subject, what, why, next, source);
    }

    /** A finding that weighs more or less than the rule's usual ones. */
    final Finding finding(Severity severity, String subject, String what, String why, String next, String source) {
        return new Finding(id, severity, subject, what, why, next, source, Finding.FACTS + fact);
    }

    /** One finding when the condition holds. */
    final Stream<Finding> findingIf(
            boolean holds, String subject, String what, String why, String next, String source) {
        return holds ? Stream.of(finding(subject, what, why, next, source)) : Stream.empty();
    }
}
