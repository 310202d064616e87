package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.ImageRemark.Kind;

/** A base of an image that tomorrow may be another one. */
final class ImageBaseUnpinned extends ImageRule {

    ImageBaseUnpinned() {
        super(
                "image-base-unpinned",
                INFO,
                Kind.UNPINNED_BASE,
                "The Dockerfile builds on {detail}, whose version nobody has chosen.",
                "The same commit builds another image next week, perhaps of another major version.",
                "Write a tag, such as ruby:3.3-slim, or a digest.");
    }
}
