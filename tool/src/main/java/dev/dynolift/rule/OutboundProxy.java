package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that sends requests through a proxy with a fixed address. */
final class OutboundProxy extends MentionRule {

    OutboundProxy() {
        super(
                "outbound-proxy",
                INFO,
                "b41",
                Kind.OUTBOUND_PROXY,
                "Requests go out through a proxy, for a fixed address.",
                "Tasks on AWS share the NAT gateway's address, which is fixed: the proxy is not needed, but the other side must allow the new one.",
                "Ask the other side to allow the new address before the cutover; then drop the add-on.");
    }
}
