package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that writes the log to a file. */
final class LogsToFile extends MentionRule {

    LogsToFile() {
        super(
                "logs-to-file",
                WARNING,
                "b35",
                Kind.LOG_FILE,
                "Log lines go to a file.",
                "Heroku and AWS both take what a process prints; the file is gone at the next restart, and fills the disk until then.",
                "Log to standard output; Rails does with RAILS_LOG_TO_STDOUT when production.rb asks for it.");
    }
}
