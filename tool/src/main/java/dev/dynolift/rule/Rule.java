package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
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
