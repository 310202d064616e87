package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Uploads that are kept on the dyno's own disk. */
final class UploadsOnDisk extends CodeRule {

    UploadsOnDisk() {
        super("uploads-on-disk", WARNING, "b18");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                Boolean.TRUE.equals(code.localUploads()),
                REPOSITORY,
                "Uploaded files are kept on the dyno's own disk, unless a setting says otherwise.",
                "Heroku wipes it at every restart, and a task on AWS starts with an empty disk, too.",
                "Keep uploads on S3.",
                "config/storage.yml");
    }
}
