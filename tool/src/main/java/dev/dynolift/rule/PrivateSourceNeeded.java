package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Libraries that the build gets with a login only. */
final class PrivateSourceNeeded extends CodeRule {

    PrivateSourceNeeded() {
        super("private-source", WARNING, "f-sources");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return code.needs().privateSources().stream()
                .map(source -> finding(
                        source.place(),
                        "The build takes " + source.what() + ", which needs a login.",
                        "At Heroku all settings are there while the slug is built; an image is built without them.",
                        "Give the build " + source.credential() + " as a secret (`docker build --secret`), never as an"
                                + " argument, which stays in the image.",
                        source.place()));
    }
}
