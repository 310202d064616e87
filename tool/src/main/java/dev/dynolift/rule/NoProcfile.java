package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** An app whose processes only a buildpack knows. */
final class NoProcfile extends AppRule {

    NoProcfile() {
        super("no-procfile", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.repository() != null
                        && app.processes().isEmpty()
                        && app.repository().procfile().isEmpty()
                        && app.repository().needs().place().procfiles().isEmpty(),
                app.name(),
                "There is no Procfile, and nothing else says what the app runs.",
                "Heroku's buildpack chooses a command; it stands in the slug, not in the repository.",
                "Audit the app at Heroku, too, or write a Procfile: `web: "
                        + ("node"
                                        .equals(
                                                app.repository() == null
                                                        ? null
                                                        : app.repository().language())
                                ? "npm start"
                                : "bin/rails server -p $PORT")
                        + "`.",
                "Procfile");
    }
}
