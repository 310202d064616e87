package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SecretFile.State;
import java.util.stream.Stream;

/** A file with secrets in the repository. */
final class SecretFileCommitted extends CodeRule {

    SecretFileCommitted() {
        super("secret-file-committed", WARNING, "f-secrets");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return code.needs().secretFiles().stream()
                .filter(file -> file.state() == State.COMMITTED)
                .map(file -> finding(
                        file.file(),
                        "The file " + file.file() + " seems to hold secrets and is not ignored by git.",
                        "Everybody with the repository has them, and the image would carry them.",
                        "Move them into settings, replace them at their issuers, and remove the file.",
                        file.file()));
    }
}
