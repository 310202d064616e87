package dev.dynolift.cli;

import picocli.CommandLine.Command;

/** The group of commands about an app's image. */
@Command(
        name = "image",
        description = "Checks an app's image before anything leaves this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ImageCheckCommand.class)
final class ImageCommand {}
