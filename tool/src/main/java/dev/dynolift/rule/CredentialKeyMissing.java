package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SecretFile;
import dev.dynolift.inventory.SecretFile.State;
import java.util.Optional;
import java.util.stream.Stream;

/** Encrypted credentials whose key is no setting. */
final class CredentialKeyMissing extends AppRule {

    CredentialKeyMissing() {
        super("credential-key-missing", WARNING, "b15");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        RepositoryFacts code = app.repository();
        if (app.id() == null || code == null) {
            return Stream.empty();
        }
        return code.needs().secretFiles().stream().flatMap(file -> keyNowhere(app, file).stream());
    }

    private Optional<Finding> keyNowhere(HerokuApp app, SecretFile file) {
        String setting = file.setting();
        if (setting == null
                || file.state() == State.COMMITTED
                || app.configVar(setting).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(finding(
                app.name() + " " + setting,
                "The repository has encrypted credentials, and "
                        + (app.configVars().isEmpty()
                                ? "whether " + setting + " is a setting of " + app.name() + " is not known."
                                : setting + " is no setting of " + app.name() + "."),
                "Either the app does without them, or their key lives only in the slug, as " + file.file() + ".",
                "Look: `heroku run -a " + app.name() + " cat " + file.file()
                        + "`; keep what it prints in your secret store.",
                file.file()));
    }
}
