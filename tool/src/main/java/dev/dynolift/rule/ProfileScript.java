package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Scripts that Heroku runs before every process. */
final class ProfileScript extends CodeRule {

    ProfileScript() {
        super("profile-script", INFO, "b13");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                !code.needs().profileScripts().isEmpty(),
                REPOSITORY,
                "Before every process Heroku runs "
                        + String.join(", ", code.needs().profileScripts()) + ".",
                "An image does not do that by itself; the generated entrypoint does.",
                "Look for paths under /app/.heroku or /app/.apt in them: those are not there.",
                code.needs().profileScripts().isEmpty()
                        ? ""
                        : code.needs().profileScripts().get(0));
    }
}
