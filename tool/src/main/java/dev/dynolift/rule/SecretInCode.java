package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that seems to hold a key or password. */
final class SecretInCode extends MentionRule {

    SecretInCode() {
        super(
                "secret-in-code",
                WARNING,
                "f-secrets",
                Kind.HARD_CODED_SECRET,
                "A key or password seems to stand in the code.",
                "Everybody with the repository has it, and the image would carry it.",
                "Move it into a setting and replace it at its issuer.");
    }
}
