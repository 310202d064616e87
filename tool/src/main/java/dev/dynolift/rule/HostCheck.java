package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;

/** A line that lists the hosts that are answered. */
final class HostCheck extends MentionRule {

    HostCheck() {
        super(
                "host-check",
                WARNING,
                "b12",
                Kind.HOST_CHECK,
                "Requests for other hosts than the listed ones are refused.",
                "A health check asks for the task's own address and is refused; so is the load balancer's name at the"
                        + " first tests.",
                "Leave the health path out of the check: config.host_authorization = { exclude: ->(request) {"
                        + " request.path == \"/up\" } }.");
    }

    @Override
    String next(SourceMention mention) {
        return mention.file().endsWith(".py")
                ? "Let a middleware answer the health path before Django looks at the host: first in MIDDLEWARE."
                : super.next(mention);
    }
}
