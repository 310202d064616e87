package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SecretFile.State;
import java.util.stream.Stream;

/** Encrypted credentials, seen without Heroku. */
final class CredentialKeyNeeded extends AppRule {

    CredentialKeyNeeded() {
        super("credential-key-needed", INFO, "b15");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        RepositoryFacts code = app.repository();
        return app.id() != null || code == null
                ? Stream.empty()
                : code.needs().secretFiles().stream()
                        .filter(file -> file.setting() != null && file.state() == State.MISSING)
                        .map(file -> finding(
                                app.name() + " " + file.setting(),
                                "The repository has encrypted credentials, whose key " + file.file() + " is not in it.",
                                "The app on AWS needs " + file.setting() + ".",
                                "Look whether it is set: `heroku config:get -a " + app.name() + " " + file.setting()
                                        + "`.",
                                file.file()));
    }
}
