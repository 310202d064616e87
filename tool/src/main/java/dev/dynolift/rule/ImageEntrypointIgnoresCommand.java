package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ImageRemark.Kind;

/** An entrypoint that runs the same whatever is asked for. */
final class ImageEntrypointIgnoresCommand extends ImageRule {

    ImageEntrypointIgnoresCommand() {
        super(
                "image-entrypoint-ignores-command",
                WARNING,
                Kind.SHELL_ENTRYPOINT,
                "ENTRYPOINT of the Dockerfile {detail}.",
                "It ignores the commands of the process types: the worker, the release phase and every job would run it in their place. A shell line gets the stop signal in place of the program, too.",
                "Write it as a list, and let its script end with exec \"$@\".");
    }
}
