package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that writes to the dyno's own disk. */
final class FilesOnDisk extends MentionRule {

    FilesOnDisk() {
        super(
                "files-on-disk",
                WARNING,
                "b18",
                Kind.LOCAL_FILES,
                "Files are written to the local disk.",
                "It is empty after each restart, at Heroku and on AWS.",
                "Keep what has to stay on S3.");
    }
}
