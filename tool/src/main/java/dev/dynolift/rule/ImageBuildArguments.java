package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuManifest;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.stream.Stream;

/** Arguments that Heroku gives the build of an image. */
final class ImageBuildArguments extends CodeRule {

    ImageBuildArguments() {
        super("image-build-arguments", BLOCKING, "f-image");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        HerokuManifest manifest = code.needs().herokuYml();
        List<String> names = manifest == null || !code.procfile().isEmpty() ? List.of() : manifest.buildSettings();
        return findingIf(
                !names.isEmpty(),
                "heroku.yml",
                "Heroku gives the build of the image arguments that stand in heroku.yml: " + some(names, 8) + ".",
                "ci/build.sh passes none of them on: the image would be another one, or could not be built.",
                "Write what is no secret into the Dockerfile (ARG NAME=value). A secret becomes a setting of the app that is lent to"
                        + " the one line that needs it: RUN --mount=type=secret,id=NAME NAME=\"$(cat /run/secrets/NAME)\" …; ci/build.sh"
                        + " fetches it. Then take them out of build.config, or accept this.",
                "heroku.yml");
    }
}
