package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.stream.Stream;

/** Packages that an Aptfile takes from elsewhere than the stack's own repositories. */
final class AptRepository extends CodeRule {

    private static final String MARK = ":repo:";

    AptRepository() {
        super("apt-repository", WARNING, "b47");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        List<String> lines = code.aptPackages();
        List<String> from =
                lines.stream().dropWhile(line -> !line.startsWith(MARK)).toList();
        List<String> packages =
                from.stream().filter(line -> !line.startsWith(MARK)).toList();
        return findingIf(
                !from.isEmpty(),
                REPOSITORY,
                "The Aptfile adds a repository of packages"
                        + (packages.isEmpty() ? "." : ", and then names " + String.join(", ", packages) + "."),
                "It is made for Heroku's Ubuntu. A generated image has another base and its repositories alone, so what"
                        + " stands behind that line is left out of it.",
                "Add what the app needs of it to the Dockerfile, from a repository for the image's base; move packages"
                        + " that the base has itself before the line.",
                "Aptfile");
    }
}
