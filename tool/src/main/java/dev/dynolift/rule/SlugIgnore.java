package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Files that Heroku removes before it builds. */
final class SlugIgnore extends CodeRule {

    static final String FILE = ".slugignore";

    SlugIgnore() {
        super("slug-ignore", INFO, "f-build");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        return findingIf(
                code.needs().buildFiles().contains(FILE),
                REPOSITORY,
                "Heroku removes what .slugignore names before it builds.",
                "An image takes no notice of that file: it would be larger, and a build may find files that were never"
                        + " there.",
                "Copy its lines into .dockerignore. There a pattern without **/ means the root alone.",
                FILE);
    }
}
