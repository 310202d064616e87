package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that reads when the router took a request. */
final class QueueTime extends MentionRule {

    QueueTime() {
        super(
                "queue-time",
                INFO,
                "b32",
                Kind.QUEUE_TIME,
                "The code reads X-Request-Start.",
                "Heroku's router sets it; AWS's load balancer has no such header, so times of waiting read as nothing.",
                "Nothing, unless something scales by it.");
    }
}
