package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;

/** A line that holds the address of a server. */
final class AddressInCode extends MentionRule {

    AddressInCode() {
        super(
                "address-in-code",
                WARNING,
                "b20",
                Kind.HARD_CODED_ADDRESS,
                "The code holds the address of a database or cache.",
                "It would point to the old side after the move.",
                "Read it from DATABASE_URL or REDIS_URL.");
    }

    @Override
    boolean isToldBetter(SourceMention mention, RepositoryFacts code) {
        return code.mentions().stream()
                .anyMatch(other ->
                        other.kind() == Kind.FIXED_SERVER && other.place().equals(mention.place()));
    }
}
