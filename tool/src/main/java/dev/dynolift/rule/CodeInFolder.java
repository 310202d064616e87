package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.CodePlace;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** An app that is one folder of its repository. */
final class CodeInFolder extends CodeRule {

    CodeInFolder() {
        super("code-in-folder", INFO, "f-versions");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        CodePlace place = code.needs().place();
        boolean onlyOne = "Procfile".equals(place.saidBy());
        return place.folder().isEmpty()
                ? Stream.empty()
                : Stream.of(finding(
                        onlyOne ? WARNING : INFO,
                        REPOSITORY,
                        "The app is the folder " + place.folder() + " of the checkout: "
                                + (onlyOne ? "the only Procfile stands there." : place.saidBy() + " names it."),
                        "Files are named from there, and what stands beside it is not read.",
                        "Put the image's files there, and build the image in it"
                                + (onlyOne
                                        ? "; if another folder is meant, name it: `dynolift audit --repo DIR/FOLDER`."
                                        : "."),
                        place.folder()));
    }
}
