package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.ImageRemark.Kind;

/** An image that tells of no port. */
final class ImageWithoutPort extends ImageRule {

    ImageWithoutPort() {
        super(
                "image-without-port",
                INFO,
                Kind.NO_PORT,
                "Nothing in the Dockerfile tells of a port.",
                "On AWS the app has to listen where PORT says, on all addresses, as at Heroku; `dynolift image check` tries it.",
                "See that its web server reads PORT.");
    }
}
