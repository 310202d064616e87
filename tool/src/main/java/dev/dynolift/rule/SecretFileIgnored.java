package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SecretFile.State;
import java.util.stream.Stream;

/** A file with secrets that git does not carry. */
final class SecretFileIgnored extends CodeRule {

    SecretFileIgnored() {
        super("secret-file-ignored", WARNING, "b15");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return code.needs().secretFiles().stream()
                .filter(file -> file.state() == State.IGNORED)
                .map(file -> finding(
                        file.file(),
                        "The file " + file.file() + " is in this folder and not in git.",
                        "Heroku does not have it, unless it was put into the slug; an image built here would carry it.",
                        "Keep it out of the image: the .dockerignore that dynolift writes does"
                                + (file.setting() == null
                                        ? "."
                                        : ", and see that " + file.setting() + " is a setting."),
                        file.file()));
    }
}
