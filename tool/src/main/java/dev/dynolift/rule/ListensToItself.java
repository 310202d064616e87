package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that listens where only the same machine can ask. */
final class ListensToItself extends MentionRule {

    ListensToItself() {
        super(
                "listens-to-itself",
                WARNING,
                "b10",
                Kind.LOOPBACK,
                "The server binds to 127.0.0.1.",
                "The load balancer asks at the task's own address, where nobody listens then.",
                "Bind to 0.0.0.0, or set the variable that the line reads.");
    }
}
