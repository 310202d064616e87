package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SourceMention;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule about single lines of code: one finding a line. */
abstract class MentionRule extends CodeRule {

    private final SourceMention.Kind kind;
    private final String what;
    private final String why;
    private final String next;

    MentionRule(
            String id, Severity severity, String fact, SourceMention.Kind kind, String what, String why, String next) {
        super(id, severity, fact);
        this.kind = kind;
        this.what = what;
        this.why = why;
        this.next = next;
    }

    @Override
    final Stream<Finding> check(RepositoryFacts code) {
        return code.mentions().stream()
                .filter(mention -> mention.kind() == kind && !isToldBetter(mention, code))
                .map(mention -> finding(mention.place(), what(mention.name()), why, next(mention), mention.place()));
    }

    /** Whether another rule says more of the same line. */
    boolean isToldBetter(SourceMention mention, RepositoryFacts code) {
        return false;
    }

    /** @param name what exactly the line mentions; null when that is not told */
    String what(@Nullable String name) {
        return what;
    }

    String next(SourceMention mention) {
        return next(mention.name());
    }

    String next(@Nullable String name) {
        return next;
    }
}
