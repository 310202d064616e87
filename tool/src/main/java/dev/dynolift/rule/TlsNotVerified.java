package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that switches the check of certificates off. */
final class TlsNotVerified extends MentionRule {

    TlsNotVerified() {
        super(
                "tls-not-verified",
                INFO,
                "b28",
                Kind.UNVERIFIED_TLS,
                "The check of a server's certificate is switched off.",
                "Heroku's Redis needs that; ElastiCache's certificates can be checked.",
                "Nothing has to change for the move; remove it afterwards.");
    }
}
