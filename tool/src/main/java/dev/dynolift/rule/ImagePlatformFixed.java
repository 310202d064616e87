package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.ImageRemark.Kind;

/** A base of one architecture, whatever is built for. */
final class ImagePlatformFixed extends ImageRule {

    ImagePlatformFixed() {
        super(
                "image-platform-fixed",
                INFO,
                Kind.FIXED_PLATFORM,
                "The Dockerfile builds for {detail} whatever is asked for.",
                "With `architecture: arm64` in plan.yaml its programs do not start on AWS; on a laptop with ARM they run slowly.",
                "Leave --platform out of FROM; `ci/build.sh` says what to build for.");
    }
}
