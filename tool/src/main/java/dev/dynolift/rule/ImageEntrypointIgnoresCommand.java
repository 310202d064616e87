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
                "ENTRYPOINT of the Dockerfile is a line for a shell.",
                "It ignores the commands of the process types: the worker, the release phase and every job would run it in their place. The shell gets the stop signal, too.",
                "Write it as a list, and let a script end with exec \"$@\".");
    }
}
