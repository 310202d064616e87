package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A script that runs when an app is created. */
final class PostdeployScript extends CodeRule {

    PostdeployScript() {
        super("postdeploy-script", INFO, "b46");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        AppJson manifest = code.appJson();
        return findingIf(
                manifest != null && manifest.scripts().containsKey("postdeploy"),
                REPOSITORY,
                "app.json has a postdeploy script.",
                "Heroku runs it once for each review app and each app made by the Deploy button, never at a deploy.",
                "Run it once by hand in a new environment.",
                "app.json");
    }
}
