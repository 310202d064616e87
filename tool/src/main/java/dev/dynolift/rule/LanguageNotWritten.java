package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Set;
import java.util.stream.Stream;

/** A language for which no image is written. */
final class LanguageNotWritten extends CodeRule {

    private static final Set<String> WRITTEN = Set.of("ruby", "node", "python");

    LanguageNotWritten() {
        super("language-not-generated", WARNING, "f-languages");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        String language = code.language();
        boolean files = "static".equals(language)
                && code.needs().herokuYml() == null
                && code.needs().place().procfiles().isEmpty();
        return findingIf(
                (language == null ? code.needs().place().procfiles().isEmpty() : !WRITTEN.contains(language))
                        && !files
                        && !code.dockerfile(),
                REPOSITORY,
                language == null
                        ? "In which language the app is written could not be told."
                        : "The app is written in " + language + ".",
                "dynolift writes Dockerfiles for Ruby, Node and Python.",
                "Write a Dockerfile; the rest of the move is the same.",
                REPOSITORY);
    }
}
