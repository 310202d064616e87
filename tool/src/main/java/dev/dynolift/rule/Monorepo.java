package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A repository of several packages. */
final class Monorepo extends CodeRule {

    Monorepo() {
        super("monorepo", INFO, "f-versions");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                !code.needs().workspaces().isEmpty(),
                REPOSITORY,
                "The repository has several packages: "
                        + String.join(", ", code.needs().workspaces()) + ".",
                "Which of them the app needs, only its build knows; the image gets them all.",
                "Name what the image does not need in .dockerignore.",
                "package.json");
    }
}
