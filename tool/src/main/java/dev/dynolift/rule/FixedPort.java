package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that listens at a port that no setting can change. */
final class FixedPort extends MentionRule {

    FixedPort() {
        super(
                "fixed-port",
                WARNING,
                "b10",
                Kind.FIXED_PORT,
                "The code listens at a fixed port.",
                "The load balancer asks at the port that PORT says.",
                "Read it: ENV.fetch(\"PORT\", 3000), process.env.PORT.");
    }
}
