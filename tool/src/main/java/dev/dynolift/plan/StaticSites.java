package dev.dynolift.plan;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Severity;
import java.util.regex.Pattern;

/** Tells of apps that serve files and do nothing else: on AWS a bucket does that, without a task. */
final class StaticSites {

    private static final Pattern BUILDPACK =
            Pattern.compile("(heroku-community/static|heroku-buildpack-static|heroku/static)(\\.git|\\.tgz)?(#.*)?$");

    private StaticSites() {}

    static void tell(Estate estate, HerokuApp app) {
        if (app.process("web").isPresent() && servesFilesAlone(app)) {
            estate.find(
                    "files-alone",
                    Severity.WARNING,
                    app.name(),
                    "This app serves static files and does nothing else.",
                    "A task and its image, for which there is no recipe, do no more than a bucket with CloudFront in front"
                            + " of it.",
                    "Take infra/modules/static_site into the environment's main.tf, as its README says, and delete the"
                            + " app's service `web` in plan.yaml; or write a Dockerfile for it.");
        }
    }

    private static boolean servesFilesAlone(HerokuApp app) {
        RepositoryFacts code = app.repository();
        return app.buildpacks().stream()
                        .anyMatch(buildpack -> BUILDPACK.matcher(buildpack).find())
                || (code != null && "static".equals(code.language()));
    }
}
