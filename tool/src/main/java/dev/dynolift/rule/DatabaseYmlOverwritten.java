package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A database.yml that the buildpack writes. */
final class DatabaseYmlOverwritten extends CodeRule {

    DatabaseYmlOverwritten() {
        super("database-yml-overwritten", WARNING, "b17");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        String version = code.version("activerecord").orElse("9");
        return findingIf(
                version.matches("[0-3]\\..*|4\\.0.*"),
                REPOSITORY,
                "Active Record " + version + " does not read DATABASE_URL by itself.",
                "Heroku's buildpack writes config/database.yml at each build; an image would have the repository's.",
                "Write a config/database.yml that reads ENV[\"DATABASE_URL\"], or move to Rails 4.1 or later.",
                "config/database.yml");
    }
}
