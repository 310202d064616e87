package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ImageRemark.Kind;

/** A file with secrets that is copied into an image. */
final class ImageCopiesSecret extends ImageRule {

    ImageCopiesSecret() {
        super(
                "image-copies-secret",
                WARNING,
                Kind.SECRET_FILE,
                "The Dockerfile copies {detail}, a file that holds secrets.",
                "It stays in a layer of the image, even when a later line deletes it.",
                "Make settings of what stands in it, or lend it to the line that needs it: RUN --mount=type=secret,id=….");
    }
}
