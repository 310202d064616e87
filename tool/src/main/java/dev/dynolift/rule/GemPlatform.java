package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.stream.Stream;

/** A lock file that knows no Linux. */
final class GemPlatform extends CodeRule {

    GemPlatform() {
        super("gem-platform", WARNING, "f-versions");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        List<String> platforms = code.needs().gemPlatforms();
        boolean linux = platforms.stream().anyMatch(platform -> platform.equals("ruby") || platform.contains("linux"));
        return findingIf(
                !platforms.isEmpty() && !linux,
                REPOSITORY,
                "Gemfile.lock has gems for " + String.join(", ", platforms) + " only.",
                "Heroku's buildpack gets by with that; `bundle install` in an image refuses.",
                "Run `bundle lock --add-platform x86_64-linux aarch64-linux` and commit the file.",
                "Gemfile.lock");
    }
}
