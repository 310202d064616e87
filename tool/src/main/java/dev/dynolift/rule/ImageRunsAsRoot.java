package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** An image whose processes are root. */
final class ImageRunsAsRoot extends CodeRule {

    ImageRunsAsRoot() {
        super("image-runs-as-root", INFO, "b13");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        return code.needs().images().stream()
                .filter(image -> image.user() == null)
                .map(image -> finding(
                        image.file().equals(ImageRecipe.USUAL) ? REPOSITORY : image.file(),
                        "The Dockerfile names no user, so the processes are root.",
                        "Heroku runs images as an ordinary user whatever they say; on AWS they would be root.",
                        "Add USER to the Dockerfile.",
                        image.file()));
    }
}
