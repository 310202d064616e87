package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.ImageRemark.Kind;

/** An image whose shell stands between the stop signal and the program. */
final class ImageCommandKeepsSignals extends ImageRule {

    ImageCommandKeepsSignals() {
        super(
                "image-command-keeps-signals",
                INFO,
                Kind.SHELL_COMMAND,
                "CMD of the Dockerfile is a line for a shell.",
                "ECS sends SIGTERM to the first process, which may be that shell; the program is killed when time is up.",
                "Write it as a list, CMD [\"bundle\", \"exec\", \"puma\"], or put exec before it. Where the plan has a command, that one runs.");
    }
}
