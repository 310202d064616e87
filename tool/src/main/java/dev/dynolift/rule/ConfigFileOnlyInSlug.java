package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file with settings or keys that the repository does not have. */
final class ConfigFileOnlyInSlug extends AppRule {

    ConfigFileOnlyInSlug() {
        super("config-file-only-in-slug", WARNING, "b15");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        AppDetails.Slug slug = app.details().slug();
        List<String> files =
                new ArrayList<>(slug == null || slug.configFiles() == null ? List.of() : slug.configFiles());
        // What those set is told setting by setting.
        files.removeAll(SecretOnlyInSlug.scripts(app));
        return files.isEmpty()
                ? Stream.empty()
                : Stream.of(finding(
                        app.name() + " slug",
                        "Files that look like settings or keys are in the slug"
                                + (app.repository() == null ? ": " : " and not in the repository: ")
                                + String.join(", ", files) + ".",
                        "An image made from the repository lacks what only the slug has, and with the slug it is gone.",
                        "Look at each with `heroku run -a " + app.name()
                                + " cat FILE`, and keep what is needed as a secret.",
                        "/apps/" + app.name() + "/slugs"));
    }
}
