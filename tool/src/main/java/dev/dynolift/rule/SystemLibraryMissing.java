package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.market.BaseImage;
import dev.dynolift.market.LibraryPackages;
import java.util.List;
import java.util.stream.Stream;

/** A library whose system packages Heroku does not have by itself. */
final class SystemLibraryMissing extends CodeRule {

    SystemLibraryMissing() {
        super("system-library-missing", WARNING, "f-libraries");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return LibraryPackages.neededBy(code.language(), code.libraries()).stream()
                .flatMap(need -> {
                    List<String> missing = BaseImage.HEROKU_24.lacking(need.run());
                    return findingIf(
                            !missing.isEmpty() && code.aptPackages().isEmpty(),
                            need.name(),
                            need.name() + " needs " + String.join(", ", missing)
                                    + ", which Heroku's image does not have.",
                            "A buildpack or a file in the repository provides it, or that part of the app does not work today.",
                            "Look where it comes from. The generated Dockerfile installs the package.",
                            "libraries");
                });
    }
}
