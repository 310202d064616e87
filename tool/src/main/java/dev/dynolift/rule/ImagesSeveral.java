package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuManifest;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Process types that Heroku runs in images of their own. */
final class ImagesSeveral extends CodeRule {

    ImagesSeveral() {
        super("images-several", BLOCKING, "f-image");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        HerokuManifest manifest = code.needs().herokuYml();
        if (manifest == null || !code.procfile().isEmpty()) {
            return Stream.empty();
        }
        String kept = manifest.dockerfile().orElse("");
        List<String> others = new ArrayList<>();
        manifest.images().forEach((type, file) -> {
            if (!Objects.equals(file, kept)) {
                others.add(type + " from " + file);
            }
        });
        return findingIf(
                !others.isEmpty(),
                "heroku.yml",
                "Heroku builds several images: beside the one from " + kept + ", " + some(others, 8) + ".",
                "An app has one image on AWS, that from " + kept
                        + ": these process types would be started in it, and may not find their programs there.",
                "Let one Dockerfile hold what every line needs, and name it for all of them in heroku.yml; or make each of these an"
                        + " app of its own, whose folder has its Dockerfile and a Procfile, and audit it with --repo. When "
                        + kept + " has their programs already, accept this.",
                "heroku.yml");
    }
}
