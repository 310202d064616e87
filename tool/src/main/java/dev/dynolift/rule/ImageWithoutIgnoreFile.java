package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ImageRemark.Kind;

/** An image of everything that lies in the checkout. */
final class ImageWithoutIgnoreFile extends ImageRule {

    ImageWithoutIgnoreFile() {
        super(
                "image-without-ignore-file",
                WARNING,
                Kind.NO_IGNORE_FILE,
                "The Dockerfile copies the whole checkout, and there is no .dockerignore.",
                ".git, logs, node_modules and a .env of a developer get into the image.",
                "Take the one that `dynolift generate` writes in image/.");
    }
}
