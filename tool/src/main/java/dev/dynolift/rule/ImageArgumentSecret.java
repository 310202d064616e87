package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ImageRemark.Kind;

/** A secret that the history of an image keeps. */
final class ImageArgumentSecret extends ImageRule {

    ImageArgumentSecret() {
        super(
                "image-argument-secret",
                WARNING,
                Kind.SECRET_ARGUMENT,
                "The Dockerfile declares {detail}, which sounds like a secret.",
                "Values of ARG and ENV stay in the history of the image: whoever can pull it can read them.",
                "Lend it to the one line that needs it: RUN --mount=type=secret,id={detail} {detail}=\"$(cat /run/secrets/{detail})\" …; what only runs needs no line.");
    }
}
